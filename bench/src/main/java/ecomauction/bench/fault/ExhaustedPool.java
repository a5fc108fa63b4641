package ecomauction.bench.fault;

import ecomauction.bench.house.Rest;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A table that readers need is locked: their queries use up all connections of the pool.
final class ExhaustedPool implements Fault {

    private static final int READERS = 40;
    private static final int ASKING = 10;

    /// Who waits longer for a refusal calls it a hang.
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @Override
    public String title() {
        return "40 slow queries use up each replica's pool of 16; 10 reads ask in vain, bids go on.";
    }

    private record Seen(int status, boolean retryAfter, double seconds) {}

    @Override
    public void strike(Run run) throws Exception {
        try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            List<CompletableFuture<Seen>> blocked;
            try (var lock =
                            DriverManager.getConnection(
                                    "jdbc:postgresql://127.0.0.1:%d/bid"
                                            .formatted(run.stack().port("postgres")),
                                    "postgres",
                                    "postgres");
                    var statement = lock.createStatement()) {
                lock.setAutoCommit(false);
                statement.execute("LOCK TABLE increment_table IN ACCESS EXCLUSIVE MODE");
                var from = System.nanoTime();
                blocked = ask(http, run, READERS, "/v1/increment-tables");
                Rest.of(Duration.ofMillis(500));
                judge(run, ask(http, run, ASKING, "/v1/lots/" + run.lots().getFirst()));
                run.window("while the pool is used up", from, System.nanoTime());
            }
            run.figure("slowest of the slow queries, s", slowest(all(blocked)));
        }
    }

    private static List<CompletableFuture<Seen>> ask(
            HttpClient http, Run run, int times, String path) {
        var asked = new ArrayList<CompletableFuture<Seen>>();
        for (var port : run.ports()) {
            for (int i = 0; i < times; i++) {
                var began = System.nanoTime();
                asked.add(
                        http.sendAsync(
                                        run.request(port, path).timeout(PATIENCE).build(),
                                        BodyHandlers.ofString())
                                .handle((answer, lost) -> seen(answer, lost, began)));
            }
        }
        return asked;
    }

    private static Seen seen(
            @Nullable HttpResponse<String> answer, @Nullable Throwable lost, long began) {
        var seconds = (System.nanoTime() - began) / 1e9;
        return answer == null || lost != null
                ? new Seen(0, false, seconds)
                : new Seen(
                        answer.statusCode(),
                        answer.headers().firstValue("Retry-After").isPresent(),
                        seconds);
    }

    private static List<Seen> all(List<CompletableFuture<Seen>> asked) {
        return asked.stream().map(CompletableFuture::join).toList();
    }

    private static double slowest(List<Seen> seen) {
        return seen.stream().mapToDouble(Seen::seconds).max().orElse(0);
    }

    private static void judge(Run run, List<CompletableFuture<Seen>> asked) throws IOException {
        var seen = all(asked);
        run.figure("reads refused with 503 and Retry-After, of 20", refused(seen));
        run.figure("slowest refusal of a read, s", slowest(seen));
        var odd = seen.stream().filter(s -> s.status() != 503 || !s.retryAfter()).toList();
        if (!odd.isEmpty()) {
            run.wrong("reads without a connection were answered " + odd);
        }
        if (slowest(seen) > LONGEST.toSeconds()) {
            run.wrong("a read waited for %.1f s".formatted(slowest(seen)));
        }
    }

    private static double refused(List<Seen> seen) {
        return seen.stream().filter(s -> s.status() == 503 && s.retryAfter()).count();
    }
}
