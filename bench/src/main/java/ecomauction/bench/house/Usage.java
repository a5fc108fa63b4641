package ecomauction.bench.house;

/// CPU time in µs that was used until now.
///
/// @param busy of all CPUs, whoever used them
/// @param ours of the system, the load and the limits together
public record Usage(long nanos, long service, long database, long busy, long ours) {

    public Usage since(Usage before) {
        return new Usage(
                nanos - before.nanos,
                service - before.service,
                database - before.database,
                busy - before.busy,
                ours - before.ours);
    }

    /// Share of the machine that was busy with other things.
    public double disturbance() {
        var cpus = Runtime.getRuntime().availableProcessors();
        return Math.max(0, busy - ours) / (nanos / 1000.0 * cpus);
    }
}
