package ecomauction.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import ecomauction.local.Options.Extra;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/// The cluster's edge with Debian's nginx, ModSecurity and Core Rule Set, before a service that
/// takes anything.
class EdgeTest {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final AtomicInteger SERVED = new AtomicInteger();
    private static final Ports PORTS = Ports.free();

    @TempDir static Path data;

    private static HttpServer service;
    private static Process nginx;

    @BeforeAll
    static void start() throws Exception {
        if (!Extra.EDGE.isInstalled()) {
            if ("required".equals(System.getenv("ECOM_CHECKS"))) {
                throw new AssertionError(Extra.EDGE.missing());
            }
            System.err.println("Skipped: " + Extra.EDGE.missing());
            throw new TestAbortedException(Extra.EDGE.missing());
        }
        service =
                HttpServer.create(
                        new InetSocketAddress(
                                InetAddress.getLoopbackAddress(), PORTS.of("gateway")),
                        50);
        service.createContext("/", EdgeTest::serve);
        service.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        service.start();
        var options =
                Options.with(PORTS)
                        .with(Extra.EDGE)
                        .environment(
                                "edge", Map.of("OTHERS", "6000r/s", "DENIED_COUNTRIES", "XX YY"));
        var edge = Edge.server(new Options.Home(LocalStack.root(), data, data, options));
        var command = edge.preparation().prepare();
        nginx =
                new ProcessBuilder(command.line())
                        .redirectErrorStream(true)
                        .redirectOutput(data.resolve("edge.log").toFile())
                        .start();
        for (int i = 0; !ready(edge); i++) {
            assertThat(nginx.isAlive() && i < 100).as(Log.tail(data.resolve("edge.log"))).isTrue();
            Thread.sleep(100);
        }
    }

    private static boolean ready(Server edge) {
        try {
            return edge.ready().now();
        } catch (IOException notYet) {
            return false;
        }
    }

    @AfterAll
    static void stop() throws Exception {
        if (nginx != null) {
            nginx.destroy();
            nginx.waitFor();
            service.stop(0);
        }
    }

    private static void serve(HttpExchange call) throws IOException {
        call.getRequestBody().readAllBytes();
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
                Thread.sleep(5_000);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
            return;
        }
        if (path.startsWith("/v1/auctions")) {
            headers.set("ETag", "\"1\"");
            headers.set("Cache-Control", "public, max-age=0, s-maxage=60");
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
        return URI.create("http://127.0.0.1:" + PORTS.of("edge") + path);
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
        var claims = "{\"sub\":\"%s\"}".formatted(subject).getBytes(UTF_8);
        return "Bearer eyJhbGciOiJSUzI1NiJ9.%s.c2ln"
                .formatted(Base64.getUrlEncoder().withoutPadding().encodeToString(claims));
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
    void ten_bids_a_second_and_subject_pass() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var bids = new ArrayList<Callable<HttpResponse<String>>>();
            for (int i = 0; i < 60; i++) {
                bids.add(() -> bid("greedy"));
            }
            var taken = 0;
            for (var answer : threads.invokeAll(bids)) {
                if (answer.get().statusCode() == 429) {
                    assertThat(answer.get().headers().firstValue("Retry-After")).contains("1");
                    assertThat(new JsonObject(answer.get().body()).getString("code"))
                            .isEqualTo("TOO_MANY_REQUESTS");
                } else {
                    taken++;
                }
            }
            assertThat(taken).isBetween(11, 40);
        }
        assertThat(bid("modest").statusCode()).isEqualTo(200);
    }

    private static HttpResponse<String> bid(String subject) throws Exception {
        return send(
                HttpRequest.newBuilder(at("/v1/lots/1/bids"))
                        .header("Authorization", token(subject))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{}")));
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
        var began = System.nanoTime();
        var stream =
                HTTP.send(
                        HttpRequest.newBuilder(at("/v1/lots/1/stream")).build(),
                        BodyHandlers.ofInputStream());

        try (var events = stream.body()) {
            assertThat(events.read()).isEqualTo('i');
        }
        assertThat(System.nanoTime() - began).isLessThan(3_000_000_000L);
    }

    @Test
    void large_bodies_and_denied_countries_are_refused() throws Exception {
        var large = "\"" + "a".repeat(70_000) + "\"";

        assertThat(post("/v1/auctions", large).statusCode()).isEqualTo(413);
        assertThat(new JsonObject(post("/v1/auctions", large).body()).getString("code"))
                .isEqualTo("BODY_TOO_LARGE");
        assertThat(post("/v1/rules/simulate", "{\"a\":" + large + "}").statusCode()).isEqualTo(200);
        assertThat(get("/v1/auctions", "X-Country-Code", "YY").statusCode()).isEqualTo(403);
        assertThat(get("/v1/auctions", "X-Country-Code", "CH").statusCode()).isEqualTo(200);
    }

    private static HttpResponse<String> post(String path, String body) throws Exception {
        return send(
                HttpRequest.newBuilder(at(path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)));
    }
}
