package ecomauction.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GatewayTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Vertx vertx = Vertx.vertx();
    private final Ports ports = Ports.free();
    private volatile Handler<HttpServerRequest> bids =
            request -> request.response().end("bids " + request.uri());

    @BeforeEach
    void start_with_two_services() throws Exception {
        vertx.createHttpServer()
                .requestHandler(request -> bids.handle(request))
                .listen(ports.of("bids"), "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        var map =
                new JsonObject()
                        .put("gateway", "http://localhost:" + ports.of("gateway"))
                        .put("gatewayPort", ports.of("gateway"))
                        .put(
                                "services",
                                new JsonObject()
                                        .put("bids", service("/v1/lots", "dead", "bids"))
                                        .put("away", service("/v1/away", "dead")));
        vertx.deployVerticle(new Gateway(map, Path.of("no-tour")))
                .toCompletionStage()
                .toCompletableFuture()
                .get();
    }

    @AfterEach
    void end() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    @Test
    void passes_on_whole_prefixes_with_their_query() throws Exception {
        assertThat(get("/v1/lots/7?limit=2").body()).isEqualTo("bids /v1/lots/7?limit=2");
        assertThat(get("/v1/lots").body()).isEqualTo("bids /v1/lots");
        assertThat(get("/v1/lotsmore").statusCode()).isEqualTo(404);
    }

    @Test
    void skips_a_replica_that_refuses_connections() {
        IntStream.range(0, 6)
                .forEach(_ -> assertThat(get("/v1/lots/1").statusCode()).isEqualTo(200));
    }

    @Test
    void says_when_a_service_is_away() {
        var answer = get("/v1/away/1");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(answer.headers().firstValue("Content-Type")).contains(Problems.TYPE);
        assertThat(new JsonObject(answer.body()).getString("code")).isEqualTo("SERVICE_AWAY");
    }

    @Test
    void answers_an_unknown_path_with_a_problem() {
        var answer = get("/nothing");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(new JsonObject(answer.body()).getString("code")).isEqualTo("NOT_FOUND");
    }

    @Test
    void leads_to_the_documentation_of_a_service() {
        assertThat(get("/docs/bids/openapi.yaml").body()).isEqualTo("bids /q/openapi?format=yaml");
    }

    @Test
    void tells_the_service_who_called_whatever_the_caller_claims() throws Exception {
        bids = request -> request.response().end(request.getHeader("X-Forwarded-For"));
        var request = request("/v1/lots").header("X-Forwarded-For", "192.0.2.9").build();

        assertThat(HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body())
                .isEqualTo("127.0.0.1");
    }

    @Test
    void lets_a_stream_through_line_by_line() throws Exception {
        bids = request -> request.response().setChunked(true).write("data: first\n\n");
        var answer =
                HTTP.send(
                        request("/v1/lots/1/stream").build(),
                        HttpResponse.BodyHandlers.ofInputStream());

        try (var lines = new BufferedReader(new InputStreamReader(answer.body(), UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("data: first");
        }
    }

    private JsonObject service(String route, String... replicas) {
        var processes = new JsonArray();
        for (var replica : replicas) {
            processes.add(new JsonObject().put("port", ports.of(replica)));
        }
        return new JsonObject()
                .put("routes", new JsonArray().add(route))
                .put("replicas", processes);
    }

    private HttpResponse<String> get(String path) {
        try {
            return HTTP.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.of("gateway") + path));
    }
}
