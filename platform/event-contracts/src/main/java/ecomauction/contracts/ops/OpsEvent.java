package ecomauction.contracts.ops;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What went wrong in a service. Published beside the outbox, since a database that is away is one
/// of the things to report; so a report may be lost, and its alarm then comes without it.
public sealed interface OpsEvent {

    /// The first error of its kind in a process, and again after a while. Secrets, addresses and
    /// card numbers are masked.
    ///
    /// @param fingerprint the same for errors of the same kind, whatever process they happen in
    /// @param stage which installation of the system: `local`, `staging`, `prod`
    /// @param instance the process
    /// @param level `CRITICAL` or `ERROR`
    /// @param logger the class that logged it
    /// @param payload what was being handled, if that is known
    record ErrorReported(
            String fingerprint,
            String service,
            String version,
            String stage,
            String instance,
            String level,
            String logger,
            String message,
            @Nullable String stack,
            @Nullable String payload,
            @Nullable String traceId,
            Instant at)
            implements OpsEvent {}
}
