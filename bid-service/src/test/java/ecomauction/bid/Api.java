package ecomauction.bid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import ecomauction.testkit.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/// The running service, as its callers see it.
public final class Api {

    /// As an ingress speaks to a service.
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final HttpClient HTTP_2 = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    private Api() {}

    public static URI base() {
        var port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        return URI.create("http://localhost:" + port);
    }

    public static Reply get(@Nullable String user, String path) {
        return send(request(user, path).GET());
    }

    public static Reply post(@Nullable String user, String path, String body) {
        return send(
                request(user, path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)));
    }

    public static Reply post(String user, String path, String body, String idempotencyKey) {
        return send(
                request(user, path)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", idempotencyKey)
                        .POST(BodyPublishers.ofString(body)));
    }

    /// As a good client asks: again, under the same key, when it is told to come back since another
    /// held the lot for too long.
    public static Reply postUntilAnswered(String user, String path, String body) {
        var key = UUID.randomUUID().toString();
        var reply = new Reply[1];
        Await.until(() -> {
            reply[0] = post(user, path, body, key);
            return reply[0].status() != 503;
        });
        return reply[0];
    }

    public static Reply put(String user, String path, String body) {
        return send(
                request(user, path)
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(body)));
    }

    public static Reply bid(String user, UUID lot, long amount) {
        return post(user, "/v1/lots/" + lot + "/bids", max(amount));
    }

    public static Reply lot(@Nullable String user, UUID lot) {
        return get(user, "/v1/lots/" + lot);
    }

    public static String max(long amount) {
        return "{\"maxAmount\":{\"amount\":%d,\"currency\":\"USD\"}}".formatted(amount);
    }

    private static HttpRequest.Builder request(@Nullable String user, String path) {
        var request = HttpRequest.newBuilder(base().resolve(path));
        return user == null
                ? request
                : request.header("Authorization", "Bearer " + Tokens.of(user));
    }

    /// A bid over HTTP/2.
    public static Reply bid2(String user, UUID lot, String body, String idempotencyKey) {
        return send(
                HTTP_2,
                request(user, "/v1/lots/" + lot + "/bids")
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", idempotencyKey)
                        .POST(BodyPublishers.ofString(body)));
    }

    private static Reply send(HttpRequest.Builder request) {
        return send(HTTP, request);
    }

    private static Reply send(HttpClient client, HttpRequest.Builder request) {
        try {
            var answer = client.send(request.build(), BodyHandlers.ofString());
            return new Reply(
                    answer.statusCode(),
                    answer.body(),
                    answer.headers().firstValue("Retry-After").orElse(""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public record Reply(int status, String text, String retryAfter) {

        public JsonNode json() {
            try {
                return JSON.readTree(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        public String code() {
            return json().path("code").asText();
        }

        public long price() {
            return json().path("price").path("amount").asLong(-1);
        }
    }
}
