package ecomauction.bench.fault;

import ecomauction.bench.house.Rest;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Collectors;

/// The service's role finds a `clock_timestamp()` of ours before PostgreSQL's own, so that only
/// this service sees the step, and no clock of the machine is touched.
final class ClockStepsBack implements Fault {

    private static final Duration WRONG = Duration.ofSeconds(6);

    private static final String SHIFTED =
            """
            CREATE SCHEMA IF NOT EXISTS shifted;
            CREATE TABLE IF NOT EXISTS shifted.step (back interval NOT NULL);
            TRUNCATE shifted.step;
            INSERT INTO shifted.step VALUES ('0');
            CREATE OR REPLACE FUNCTION shifted.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE
                AS 'SELECT pg_catalog.clock_timestamp() - (SELECT back FROM shifted.step)';
            GRANT USAGE ON SCHEMA shifted TO bid;
            GRANT SELECT ON shifted.step TO bid;
            ALTER ROLE bid SET search_path = shifted, pg_catalog, public;
            """;

    private static final String NEW_CONNECTIONS =
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'bid'";

    private double counted;

    @Override
    public String title() {
        return "The database's clock steps back by an hour for 6 s, then forward again.";
    }

    @Override
    public void prepare(Run run) throws Exception {
        var database = run.house().database();
        database.execute(SHIFTED);
        database.execute(NEW_CONNECTIONS);
        Rest.of(Duration.ofSeconds(2));
        counted = counted(run);
    }

    @Override
    public void strike(Run run) {
        var database = run.house().database();
        database.execute("UPDATE shifted.step SET back = '1 hour'");
        Rest.of(WRONG);
        database.execute("UPDATE shifted.step SET back = '0'");
    }

    @Override
    public void check(Run run) throws Exception {
        var clamped = counted(run) - counted;
        run.figure("counted by clock_backwards_total, ", clamped);
        if (clamped <= 0) {
            run.wrong("clock_backwards_total did not count");
        }
        var backwards = entriesWhoseTime("<", run);
        if (backwards > 0) {
            run.wrong(backwards + " log entries are older than the one before");
        }
        var held = entriesWhoseTime("=", run);
        run.figure("log entries held at the time of the one before, ", (double) held);
        if (held == 0) {
            run.wrong("no log entry was held: the clock did not step back");
        }
    }

    /// Compared with the entry before, on the same lot.
    private static long entriesWhoseTime(String compares, Run run) {
        return run.house()
                .database()
                .number(
                        """
                        SELECT count(*) FROM (
                            SELECT at %s lag(at) OVER (PARTITION BY auction_id ORDER BY seq) AS found
                            FROM bid_log WHERE auction_id IN (%s)) AS entry
                        WHERE found
                        """
                                .formatted(compares, list(run)));
    }

    private static String list(Run run) {
        return run.lots().stream().map(ClockStepsBack::quoted).collect(Collectors.joining(","));
    }

    private static String quoted(UUID id) {
        return "'" + id + "'";
    }

    private static double counted(Run run) throws IOException, InterruptedException {
        var sum = 0.0;
        try (var http = HttpClient.newHttpClient()) {
            for (var port : run.ports()) {
                var page = run.request(port, "/q/metrics").build();
                var text = http.send(page, BodyHandlers.ofString()).body();
                sum += text.lines().mapToDouble(ClockStepsBack::valueOf).sum();
            }
        }
        return sum;
    }

    /// Behind the value may stand an exemplar, with numbers of its own.
    private static double valueOf(String line) {
        if (!line.startsWith("clock_backwards_total")) {
            return 0;
        }
        var sample = line.split(" # ", 2)[0];
        return Double.parseDouble(sample.substring(sample.lastIndexOf(' ') + 1));
    }

    @Override
    public void undo(Run run) {
        var database = run.house().database();
        database.execute("ALTER ROLE bid RESET search_path");
        database.execute(NEW_CONNECTIONS);
        Rest.of(Duration.ofSeconds(1));
        database.execute("DROP SCHEMA IF EXISTS shifted CASCADE");
    }
}
