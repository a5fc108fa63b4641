package ecomauction.demo.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The public API as one user sees it. Waits and asks again where the API says so; writes keep
/// their Idempotency-Key, so that nothing is done twice.
public final class Api {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long SHORTEST_PAUSE_MILLIS = 50;

    private final SystemMap map;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final Tokens tokens;
    private final ObjectMapper json = new ObjectMapper();

    public Api(SystemMap map) {
        this.map = map;
        this.tokens = new Tokens(map, http);
    }

    /// For clients of another kind: an access token that lasts for half a minute at least.
    public String token(String user) {
        return tokens.of(user);
    }

    public Answer get(String user, String path) {
        return repeat(() -> send(request(user, path).GET().build()));
    }

    /// For answers that are no JSON. To be closed by who reads it.
    public InputStream stream(String user, String path) throws IOException, InterruptedException {
        var answer = http.send(request(user, path).GET().build(), BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            answer.body().close();
            throw new IOException("%s answers %d".formatted(path, answer.statusCode()));
        }
        return answer.body();
    }

    /// Under an Idempotency-Key: a repeated request has its effect once.
    public Answer post(String user, String path, @Nullable Object body, String key) {
        return write("POST", user, path, body, key);
    }

    public Answer put(String user, String path, Object body, String key) {
        return write("PUT", user, path, body, key);
    }

    private Answer write(
            String method, String user, String path, @Nullable Object body, String key) {
        var publisher =
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(text(body));
        var request =
                request(user, path)
                        .header("Idempotency-Key", key)
                        .header("Content-Type", "application/json")
                        .method(method, publisher)
                        .build();
        return repeat(() -> send(request));
    }

    public JsonNode mailbox(String user) {
        return send(HttpRequest.newBuilder(map.mailboxOf(user)).timeout(TIMEOUT).build()).body();
    }

    private HttpRequest.Builder request(String user, String path) {
        return HttpRequest.newBuilder(map.api(path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + tokens.of(user));
    }

    /// 429 and 503, and 404 where the API announces with Retry-After that the thing is on its way.
    private static Answer repeat(Supplier<Answer> call) {
        var until = Instant.now().plus(PATIENCE);
        var pause = SHORTEST_PAUSE_MILLIS;
        while (true) {
            var answer = call.get();
            if (!answer.passes() || Instant.now().isAfter(until)) {
                return answer;
            }
            rest(pause);
            pause = Math.min(2 * pause, 1000);
        }
    }

    private Answer send(HttpRequest request) {
        try {
            return answerOf(http.send(request, BodyHandlers.ofString()), request.uri());
        } catch (IOException lost) {
            return new Answer(503, MissingNode.getInstance(), Map.of());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }

    private Answer answerOf(HttpResponse<String> response, URI uri) {
        try {
            var body = response.body();
            return new Answer(
                    response.statusCode(),
                    body.isEmpty() ? MissingNode.getInstance() : json.readTree(body),
                    response.headers().map());
        } catch (IOException noJson) {
            throw new UncheckedIOException(uri + " answers something other than JSON", noJson);
        }
    }

    private String text(Object body) {
        try {
            return json.writeValueAsString(body);
        } catch (IOException bug) {
            throw new UncheckedIOException(bug);
        }
    }

    private static void rest(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }

    /// What came back; a lost connection counts as 503.
    public record Answer(int status, JsonNode body, Map<String, List<String>> headers) {

        public boolean good() {
            return status >= 200 && status < 300;
        }

        public String code() {
            return body.path("code").asText("HTTP_" + status);
        }

        public Answer orThrow() {
            if (!good()) {
                throw new IllegalStateException("Answered %d: %s".formatted(status, body));
            }
            return this;
        }

        /// Empty if it did not come.
        public String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }

        private boolean passes() {
            return status == 429
                    || status == 503
                    || (status == 404 && headers.containsKey("retry-after"));
        }
    }
}
