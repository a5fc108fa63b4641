package ecomauction.auction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import ecomauction.testkit.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;

/// The service as its callers see it.
public final class Api {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Optional<String> user;

    private Api(Optional<String> user) {
        this.user = user;
    }

    public static Api as(String user) {
        return new Api(Optional.of(user));
    }

    public static Api anonymous() {
        return new Api(Optional.empty());
    }

    public static URI base() {
        var port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", int.class);
        return URI.create("http://127.0.0.1:" + port);
    }

    public record Reply(int status, String text, HttpResponse<String> http) {

        public JsonNode json() {
            try {
                return JSON.readTree(text);
            } catch (IOException e) {
                throw new UncheckedIOException(text, e);
            }
        }

        public String id() {
            return json().path("id").asText();
        }

        public String code() {
            return json().path("code").asText();
        }

        public String etag() {
            return http.headers().firstValue("ETag").orElse("");
        }
    }

    public Reply get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    public Reply post(String path, String body, String... headers) {
        return send("POST", path, body, headers);
    }

    public Reply patch(String id, String etag, String body) {
        return send("PATCH", "/v1/auctions/" + id, body, "If-Match", etag);
    }

    public Reply delete(String id) {
        return send("DELETE", "/v1/auctions/" + id, "");
    }

    public Reply read(String id) {
        return get("/v1/auctions/" + id);
    }

    public Reply publish(String id) {
        return post("/v1/auctions/" + id + "/publish", "");
    }

    public Reply cancel(String id, String body) {
        return post("/v1/auctions/" + id + "/cancel", body);
    }

    public Reply send(String method, String path, String body, String... headers) {
        var request =
                HttpRequest.newBuilder(base().resolve(path))
                        .timeout(Duration.ofSeconds(60))
                        .method(
                                method,
                                body.isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        user.ifPresent(name -> request.header("Authorization", "Bearer " + Tokens.of(name)));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            var answer = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Reply(answer.statusCode(), answer.body(), answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
