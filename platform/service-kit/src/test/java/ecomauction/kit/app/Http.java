package ecomauction.kit.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.config.ConfigProvider;

/// Requests to the small service.
public final class Http {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpRequest.Builder request;

    private Http(String path) {
        var port = ConfigProvider.getConfig().getValue("test.url", String.class);
        request = HttpRequest.newBuilder(URI.create(port + path));
    }

    public static Http at(String path) {
        return new Http(path);
    }

    public Http token(String token) {
        return header("Authorization", "Bearer " + token);
    }

    public Http header(String name, String value) {
        request.header(name, value);
        return this;
    }

    public Reply get() {
        return send(request.GET());
    }

    public Reply put() {
        return send(request.PUT(BodyPublishers.noBody()));
    }

    public Reply delete() {
        return send(request.DELETE());
    }

    public Reply post(String json) {
        return send(json(BodyPublishers.ofString(json)));
    }

    public CompletableFuture<Reply> postLater(String json) {
        return CLIENT.sendAsync(
                        json(BodyPublishers.ofString(json)).build(), BodyHandlers.ofString())
                .thenApply(Reply::new);
    }

    public Reply post(String type, BodyPublisher body) {
        return send(request.header("Content-Type", type).POST(body));
    }

    private HttpRequest.Builder json(BodyPublisher body) {
        return request.header("Content-Type", "application/json").POST(body);
    }

    private static Reply send(HttpRequest.Builder request) {
        try {
            return new Reply(CLIENT.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    /// What came back.
    public record Reply(HttpResponse<String> response) {

        public int status() {
            return response.statusCode();
        }

        public String body() {
            return response.body();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        public JsonNode json() {
            try {
                return JSON.readTree(response.body());
            } catch (IOException malformed) {
                throw new UncheckedIOException(response.body(), malformed);
            }
        }

        public String code() {
            return json().path("code").asText();
        }
    }
}
