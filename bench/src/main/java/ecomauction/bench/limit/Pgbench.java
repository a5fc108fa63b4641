package ecomauction.bench.limit;

import ecomauction.bench.house.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/// The same inserts and the same update, one bid per transaction, by PostgreSQL's own load
/// generator: what a service without group commit can reach at best on this machine.
public final class Pgbench {

    private static final List<Integer> CONNECTIONS = List.of(4, 8, 16);
    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");

    private final Database database;
    private final int lots;
    private final Path script;
    private int best = CONNECTIONS.getFirst();

    private Pgbench(Database database, int lots, Path script) {
        this.database = database;
        this.lots = lots;
        this.script = script;
    }

    /// On tables of the same definition in a schema of their own.
    public static Pgbench over(Database database, int lots) {
        database.execute(resource("tables.sql").replace(":lots", Integer.toString(lots)));
        try {
            var script = Files.createTempFile("bid", ".sql");
            script.toFile().deleteOnExit();
            Files.writeString(script, resource("bid.sql"));
            return new Pgbench(database, lots, script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Finds the number of connections at which it is fastest.
    public int tune(Duration each) {
        best =
                CONNECTIONS.stream()
                        .max(Comparator.comparingDouble(connections -> run(connections, each)))
                        .orElseThrow();
        return best;
    }

    /// Bids a second.
    public double run(Duration time) {
        return run(best, time);
    }

    private double run(int connections, Duration time) {
        var line =
                List.of(
                        "pgbench",
                        "-n",
                        "-M",
                        "prepared",
                        "-f",
                        script.toString(),
                        "-D",
                        "lots=" + lots,
                        "-c",
                        "" + connections,
                        "-j",
                        "1",
                        "-T",
                        "" + time.toSeconds(),
                        "-h",
                        "127.0.0.1",
                        "-p",
                        "" + database.port(),
                        "-U",
                        "postgres",
                        "bid");
        var process = new ProcessBuilder(line).redirectErrorStream(true);
        process.environment().put("PGPASSWORD", "postgres");
        process.environment().put("PGOPTIONS", "-c search_path=pgbench");
        try {
            var running = process.start();
            var out = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            running.waitFor();
            var tps = TPS.matcher(out);
            if (!tps.find()) {
                throw new IllegalStateException("pgbench says: " + out);
            }
            return Double.parseDouble(tps.group(1));
        } catch (IOException missing) {
            throw new UncheckedIOException(
                    "pgbench is needed (Debian: postgresql-contrib)", missing);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String resource(String name) {
        try (var in = Pgbench.class.getResourceAsStream("/pgbench/" + name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
