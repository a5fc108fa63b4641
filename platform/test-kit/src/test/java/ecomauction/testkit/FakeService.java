package ecomauction.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A service as it should be, except for the faults it is told to have. A user's token is its name.
final class FakeService implements AutoCloseable {

    enum Fault {
        LETS_BUYERS_DELETE,
        IGNORES_BAD_TOKENS,
        REFUSES_SELLERS,
        FAILS_WHEN_FORBIDDEN,
        CRASHES_ON_NUL,
        CRASHES_ON_ODD_PATH,
        CRASHES_ON_ODD_QUERY,
        CRASHES_ON_LONG_KEY,
        HANGS_UP_ON_NULL,
        ANSWERS_400_EMPTY,
        SHOWS_CLASS_NAMES,
        TAKES_LARGE_BODIES,
        HAS_NO_CODES,
        SERVES_NO_POST,
        CRASHES_ON_A_THING_THAT_EXISTS
    }

    static final String EXISTING = "11111111-1111-7111-8111-111111111111";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BODY_LIMIT = 64 * 1024;
    private static final Map<String, String> ROLES =
            Map.of(
                    "bidder1",
                    "buyer",
                    "seller",
                    "seller",
                    "clerk",
                    "clerk",
                    "operator",
                    "operator",
                    "admin",
                    "admin");

    private final Set<Fault> faults;
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;

    FakeService(Fault... faults) {
        this.faults = Set.of(faults);
        server =
                vertx.createHttpServer()
                        .requestHandler(this::serve)
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    static String document() {
        try (var in = FakeService.class.getResourceAsStream("/fake-openapi.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void serve(HttpServerRequest request) {
        if (request.uri().startsWith("/q/openapi")) {
            request.response().end(document());
            return;
        }
        var announced = request.getHeader("Content-Length");
        if (announced != null
                && Long.parseLong(announced) > BODY_LIMIT
                && !has(Fault.TAKES_LARGE_BODIES)) {
            request.response().putHeader("Connection", "close");
            refuse(request, 413, "BODY_TOO_LARGE");
            return;
        }
        request.bodyHandler(body -> enter(request, body));
    }

    private void enter(HttpServerRequest request, Buffer body) {
        if (body.length() > BODY_LIMIT && !has(Fault.TAKES_LARGE_BODIES)) {
            refuse(request, 413, "BODY_TOO_LARGE");
            return;
        }
        var authorization = request.getHeader("Authorization");
        var role = authorization == null ? "anonymous" : role(authorization);
        if (role == null && !has(Fault.IGNORES_BAD_TOKENS)) {
            refuse(request, 401, "UNAUTHORIZED");
            return;
        }
        switch (request.method().name()) {
            case "POST" ->
                    guarded(
                            request,
                            role,
                            Set.of("seller", "operator"),
                            () -> create(request, body));
            case "DELETE" -> guarded(request, role, Set.of("operator"), () -> find(request));
            default -> find(request);
        }
    }

    private static @Nullable String role(String authorization) {
        return authorization.startsWith("Bearer ") ? ROLES.get(authorization.substring(7)) : null;
    }

    private void guarded(
            HttpServerRequest request,
            @Nullable String role,
            Set<String> allowed,
            Runnable action) {
        boolean sellerIsOut = has(Fault.REFUSES_SELLERS) && "seller".equals(role);
        boolean buyerIsIn = has(Fault.LETS_BUYERS_DELETE) && "buyer".equals(role);
        if (role == null || buyerIsIn || allowed.contains(role) && !sellerIsOut) {
            action.run();
        } else if (role.equals("anonymous")) {
            refuse(request, 401, "UNAUTHORIZED");
        } else {
            refuse(request, has(Fault.FAILS_WHEN_FORBIDDEN) ? 500 : 403, "FORBIDDEN");
        }
    }

    private void find(HttpServerRequest request) {
        if (request.uri().contains(EXISTING) && has(Fault.CRASHES_ON_A_THING_THAT_EXISTS)) {
            refuse(request, 500, "INTERNAL_ERROR");
            return;
        }
        boolean oddPath = !request.uri().matches("/v1/things/[0-9a-f-]{36}(\\?.*)?");
        boolean oddQuery = request.query() != null && request.query().contains("%00");
        boolean crash =
                oddPath && has(Fault.CRASHES_ON_ODD_PATH)
                        || oddQuery && has(Fault.CRASHES_ON_ODD_QUERY);
        refuse(request, crash ? 500 : 404, "NOT_FOUND");
    }

    private void create(HttpServerRequest request, Buffer body) {
        var key = request.getHeader("Idempotency-Key");
        if (has(Fault.SERVES_NO_POST)) {
            refuse(request, 404, "NOT_FOUND");
        } else if (!"application/json".equals(request.getHeader("Content-Type"))) {
            refuse(request, 415, "UNSUPPORTED_MEDIA_TYPE");
        } else if (key != null && (key.length() > 255 || key.isBlank())) {
            refuse(request, has(Fault.CRASHES_ON_LONG_KEY) ? 500 : 400, "INVALID_KEY");
        } else {
            judge(request, body);
        }
    }

    private void judge(HttpServerRequest request, Buffer body) {
        var thing = read(body);
        if (thing == null || !thing.isObject() || !thing.path("title").isTextual()) {
            refuse(request, 400, "MALFORMED_JSON");
        } else if (thing.path("title").asText().contains("\0") && has(Fault.CRASHES_ON_NUL)) {
            refuse(request, 500, "INTERNAL_ERROR");
        } else if (thing.path("price").isNull() && has(Fault.HANGS_UP_ON_NULL)) {
            request.connection().close();
        } else {
            request.response().setStatusCode(201).end("{}");
        }
    }

    private static @Nullable JsonNode read(Buffer body) {
        try {
            return JSON.readTree(body.toString(StandardCharsets.UTF_8));
        } catch (JsonProcessingException malformed) {
            return null;
        }
    }

    private void refuse(HttpServerRequest request, int status, String code) {
        var response = request.response().setStatusCode(status);
        if (status == 400 && has(Fault.ANSWERS_400_EMPTY)) {
            response.end();
            return;
        }
        var detail = has(Fault.SHOWS_CLASS_NAMES) ? "for ecomauction.thing.Thing" : "No.";
        response.putHeader("Content-Type", "application/problem+json")
                .end(
                        "{\"title\":\"Refused\",\"status\":%d,\"code\":\"%s\",\"detail\":\"%s\"}"
                                .formatted(status, has(Fault.HAS_NO_CODES) ? "" : code, detail));
    }

    private boolean has(Fault fault) {
        return faults.contains(fault);
    }
}
