package ecomauction.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The limits that production has: ten bids a second, a thousand other requests in five minutes.
/// Each test comes from addresses and with tokens of its own.
class EdgeLimitsTest {

    /// What may come at once: five hundred, and a hundred a minute meanwhile.
    private static final int BURST = 500;

    private static final double A_SECOND = 100.0 / 60;

    @TempDir static Path data;

    private static RunningEdge edge;

    @BeforeAll
    static void start() throws Exception {
        edge =
                RunningEdge.start(
                        data,
                        Map.of(),
                        call -> {
                            call.getRequestBody().readAllBytes();
                            call.getResponseHeaders().set("Cache-Control", "no-store");
                            call.sendResponseHeaders(204, -1);
                            call.close();
                        });
    }

    @AfterAll
    static void stop() throws Exception {
        if (edge != null) {
            edge.close();
        }
    }

    private static HttpRequest read(String... headers) {
        var request = HttpRequest.newBuilder(edge.at("/v1/auctions"));
        return headers.length > 0 ? request.headers(headers).build() : request.build();
    }

    private static HttpRequest bid(String token) {
        return HttpRequest.newBuilder(edge.at("/v1/lots/1/bids"))
                .headers("Authorization", token, "Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"))
                .build();
    }

    /// How many of them pass, sent at once from this address; the others are refused in good form.
    private static int passing(String address, List<HttpRequest> requests) throws Exception {
        var passed = 0;
        try (var threads = Executors.newFixedThreadPool(20);
                var http =
                        HttpClient.newBuilder()
                                .version(HttpClient.Version.HTTP_1_1)
                                .localAddress(InetAddress.ofLiteral(address))
                                .executor(threads)
                                .build()) {
            var calls = new ArrayList<Callable<HttpResponse<String>>>();
            requests.forEach(
                    request -> calls.add(() -> http.send(request, BodyHandlers.ofString())));
            try (var callers = Executors.newFixedThreadPool(20)) {
                for (var call : callers.invokeAll(calls)) {
                    passed += passes(call.get()) ? 1 : 0;
                }
            }
        }
        return passed;
    }

    private static boolean passes(HttpResponse<String> answer) {
        if (answer.statusCode() == 204) {
            return true;
        }
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        assertThat(new JsonObject(answer.body()).getString("code")).isEqualTo("TOO_MANY_REQUESTS");
        return false;
    }

    private static void assertBounded(int passed, Instant began) {
        var seconds = Duration.between(began, Instant.now()).toMillis() / 1000.0;
        assertThat(passed).isBetween(BURST, (int) (BURST + 1 + seconds * A_SECOND));
    }

    @Test
    void an_address_has_a_thousand_requests_in_five_minutes() throws Exception {
        var began = Instant.now();

        var passed = passing("127.0.1.1", Collections.nCopies(600, read()));
        // Tokens do not help.
        for (int i = 0; i < 20; i++) {
            var other = read("Authorization", RunningEdge.token("a", i));
            passed += passing("127.0.1.1", List.of(other));
        }

        assertBounded(passed, began);
        assertThat(BURST + 300 * A_SECOND).isEqualTo(1000);
        assertThat(passing("127.0.1.2", List.of(read()))).isOne();
    }

    @Test
    void a_token_has_them_at_all_addresses_together() throws Exception {
        var mine = read("Authorization", RunningEdge.token("b", 2));
        var began = Instant.now();

        var passed = passing("127.0.2.1", Collections.nCopies(310, mine));
        passed += passing("127.0.2.2", Collections.nCopies(310, mine));

        assertBounded(passed, began);
        // Who makes up a token of the same subject has not used up its share.
        assertThat(passing("127.0.2.2", List.of(read("Authorization", RunningEdge.token("b", 3)))))
                .isOne();
    }

    @Test
    void ten_bids_a_second_and_subject_pass() throws Exception {
        var began = Instant.now();
        var bids = new ArrayList<HttpRequest>();
        for (int i = 0; i < 60; i++) {
            bids.add(bid(RunningEdge.token("greedy", 100 + i)));
        }

        assertThat(passing("127.0.3.1", bids)).isBetween(10, most(began));
        assertThat(passing("127.0.3.1", List.of(bid(RunningEdge.token("modest", 4))))).isOne();
    }

    @Test
    void a_token_bids_no_faster_from_many_addresses() throws Exception {
        var bid = bid(RunningEdge.token("everywhere", 5));
        var began = Instant.now();
        var passed = 0;

        for (int i = 1; i <= 6; i++) {
            passed += passing("127.0.4." + i, Collections.nCopies(10, bid));
        }

        assertThat(passed).isBetween(10, most(began));
    }

    private static int most(Instant began) {
        return (int) (11 + Duration.between(began, Instant.now()).toMillis() / 100);
    }
}
