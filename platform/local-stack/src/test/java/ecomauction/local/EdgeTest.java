package ecomauction.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The cluster's edge with Debian's nginx, ModSecurity and Core Rule Set, before a service that
/// takes anything.
class EdgeTest {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final AtomicInteger SERVED = new AtomicInteger();

    /// A stream goes on until its event has been seen, if it ever is.
    private static final Semaphore SEEN = new Semaphore(0);

    private static final AtomicInteger STREAMS_ENDED = new AtomicInteger();

    @TempDir static Path data;

    private static RunningEdge edge;

    /// Limits are lifted here: see EdgeLimitsTest.
    @BeforeAll
    static void start() throws Exception {
        var settings =
                Map.of(
                        "OTHERS", "3600000",
                        "DENIED_COUNTRIES", "XX YY",
                        "TRUSTED_PROXIES", "127.0.0.1");
        edge = RunningEdge.start(data, settings, EdgeTest::serve);
    }

    @AfterAll
    static void stop() throws Exception {
        if (edge != null) {
            edge.close();
        }
    }

    private static void serve(HttpExchange call) throws IOException {
        call.getRequestBody().readAllBytes();
        if (call.getRequestURI().getPath().endsWith("/breaks-off")) {
            call.close();
            return;
        }
        var path = call.getRequestURI().getPath();
        var headers = call.getResponseHeaders();
        headers.set("Content-Type", "application/json");
        if (path.endsWith("/stream")) {
            headers.set("Content-Type", "text/event-stream");
            call.sendResponseHeaders(200, 0);
            try (call;
                    var body = call.getResponseBody()) {
                body.write("id: 1\n\n".getBytes(UTF_8));
                body.flush();
                SEEN.tryAcquire(20, TimeUnit.SECONDS);
                STREAMS_ENDED.incrementAndGet();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
            return;
        }
        if (path.startsWith("/v1/auctions")) {
            headers.set("ETag", "\"1\"");
            headers.set("Cache-Control", "public, max-age=0, s-maxage=600");
        } else if (path.startsWith("/v1/lots")) {
            headers.set("Cache-Control", "no-store");
        }
        var who = String.valueOf(call.getRequestHeaders().getFirst("Authorization"));
        var answer = (SERVED.incrementAndGet() + " for " + who).getBytes(UTF_8);
        call.sendResponseHeaders(200, answer.length);
        try (call;
                var body = call.getResponseBody()) {
            body.write(answer);
        }
    }

    private static URI at(String path) {
        return edge.at(path);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(String path, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(at(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    private static String token(String subject) {
        return RunningEdge.token(subject, 1);
    }

    private static List<String[]> table(String file) throws IOException {
        try (var in = EdgeTest.class.getResourceAsStream("/edge/" + file)) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t"))
                    .toList();
        }
    }

    private static HttpRequest.Builder attack(String where, String what) {
        return switch (where) {
            case "query" ->
                    HttpRequest.newBuilder(at("/v1/auctions?q=" + URLEncoder.encode(what, UTF_8)));
            case "json" ->
                    HttpRequest.newBuilder(at("/v1/auctions"))
                            .header("Content-Type", "application/json")
                            .POST(
                                    BodyPublishers.ofString(
                                            new JsonObject().put("title", what).encode()));
            case "path" -> HttpRequest.newBuilder(at(what));
            case "agent" -> HttpRequest.newBuilder(at("/v1/auctions")).header("User-Agent", what);
            default -> HttpRequest.newBuilder(at("/v1/auctions")).header("X-Api-Version", what);
        };
    }

    @Test
    void attacks_are_refused() throws Exception {
        var refused = new TreeMap<String, Integer>();
        var passed = new ArrayList<String>();
        for (var row : table("attacks.txt")) {
            var answer = send(attack(row[1], row[2]));
            if (answer.statusCode() == 403 || answer.statusCode() == 400) {
                refused.merge(row[0], 1, Integer::sum);
                assertThat(answer.headers().firstValue("Content-Type"))
                        .contains("application/problem+json");
                assertThat(new JsonObject(answer.body()).getInteger("status"))
                        .isEqualTo(answer.statusCode());
            } else {
                passed.add(String.join(" ", row) + ": " + answer.statusCode());
            }
        }

        System.out.println("Attacks that the edge refused: " + refused);
        assertThat(passed).isEmpty();
        assertThat(refused.values().stream().mapToInt(n -> n).sum()).isGreaterThanOrEqualTo(100);
    }

    @Test
    void honest_requests_pass() throws Exception {
        var refused = new ArrayList<String>();
        var rows = table("honest.txt");
        for (var row : rows) {
            var request = HttpRequest.newBuilder(at(row[1]));
            var body = BodyPublishers.noBody();
            for (int i = 2; i < row.length; i++) {
                if (row[i].startsWith("{")) {
                    body = BodyPublishers.ofString(row[i]);
                } else {
                    var colon = row[i].indexOf(": ");
                    request.header(
                            row[i].substring(0, colon),
                            row[i].substring(colon + 2).replace("Bearer {token}", token("x")));
                }
            }
            var answer = send(request.method(row[0], body));
            if (answer.statusCode() != 200) {
                refused.add(String.join(" ", row) + ": " + answer.statusCode());
            }
        }

        System.out.println("Honest requests that passed the edge: " + rows.size());
        assertThat(refused).isEmpty();
    }

    @Test
    void only_what_nobody_signed_in_for_is_kept_and_never_the_price() throws Exception {
        var first = get("/v1/auctions?limit=7");

        assertThat(get("/v1/auctions?limit=7").body()).isEqualTo(first.body());
        assertThat(first.headers().firstValue("ETag")).contains("\"1\"");
        var anna = get("/v1/auctions?limit=7", "Authorization", token("anna")).body();
        var ben = get("/v1/auctions?limit=7", "Authorization", token("ben")).body();
        assertThat(anna).endsWith(token("anna"));
        assertThat(ben).endsWith(token("ben"));
        assertThat(get("/v1/auctions?limit=7").body()).isEqualTo(first.body());
        assertThat(get("/v1/lots/1").body()).isNotEqualTo(get("/v1/lots/1").body());
    }

    @Test
    void events_leave_as_they_come() throws Exception {
        var stream =
                HTTP.send(
                        HttpRequest.newBuilder(at("/v1/lots/1/stream")).build(),
                        BodyHandlers.ofInputStream());

        try (var events = stream.body()) {
            assertThat(events.read()).isEqualTo('i');
            assertThat(STREAMS_ENDED).hasValue(0);
        } finally {
            SEEN.release();
        }
    }

    @Test
    void large_bodies_are_refused() throws Exception {
        var large = "\"" + "a".repeat(70_000) + "\"";

        assertThat(post("/v1/auctions", large).statusCode()).isEqualTo(413);
        assertThat(new JsonObject(post("/v1/auctions", large).body()).getString("code"))
                .isEqualTo("BODY_TOO_LARGE");
        assertThat(post("/v1/rules/simulate", "{\"a\":" + large + "}").statusCode()).isEqualTo(200);
    }

    /// Only the proxy before the edge knows where somebody is, and whose address it is.
    @Test
    void countries_are_denied_by_what_a_trusted_proxy_says() throws Exception {
        assertThat(get("/v1/auctions", "X-Country-Code", "YY").statusCode()).isEqualTo(403);
        assertThat(get("/v1/auctions", "X-Country-Code", "CH").statusCode()).isEqualTo(200);

        try (var stranger =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .localAddress(InetAddress.ofLiteral("127.0.0.2"))
                        .build()) {
            var request = HttpRequest.newBuilder(at("/v1/auctions")).header("X-Country-Code", "YY");
            assertThat(stranger.send(request.build(), BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_service_that_does_not_answer_is_told_in_the_form_of_ours() throws Exception {
        var answer = get("/v1/auctions/breaks-off");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(new JsonObject(answer.body()).getString("code")).isEqualTo("SERVICE_AWAY");
    }

    private static HttpResponse<String> post(String path, String body) throws Exception {
        return send(
                HttpRequest.newBuilder(at(path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)));
    }
}
