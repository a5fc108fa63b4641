package ecomauction.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Access tokens of the local users: `seller`, `seller2`, `bidder1` … `bidder5`, `clerk`,
/// `operator`, `admin`.
public final class Tokens {
    private static final Duration RESERVE = Duration.ofMinutes(1);
    private static final int MOST_TRIES = 20;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Map<String, Token> TOKENS = new ConcurrentHashMap<>();

    private record Token(String text, Instant end) {}

    private Tokens() {}

    /// The same token until shortly before it expires.
    public static String of(String user) {
        return TOKENS.compute(
                        user,
                        (name, token) ->
                                token != null && token.end().isAfter(Instant.now().plus(RESERVE))
                                        ? token
                                        : fetch(name, "ecomauction-cli"))
                .text();
    }

    /// A genuine token of the same realm, yet for another audience: every service refuses it.
    public static String forOthers(String user) {
        return fetch(user, "admin-cli").text();
    }

    /// The user's id: what the services know a caller by.
    public static String subject(String user) {
        return claims(user).path("sub").asText();
    }

    public static JsonNode claims(String user) {
        try {
            var payload = of(user).split("\\.")[1];
            return JSON.readTree(Base64.getUrlDecoder().decode(payload));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Token fetch(String user, String client) {
        var form =
                "grant_type=password&client_id=%2$s&username=%1$s&password=%1$s"
                        .formatted(user, client);
        var request =
                HttpRequest.newBuilder(
                                URI.create(Stack.get().realm() + "/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .timeout(Duration.ofSeconds(60))
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build();
        try {
            var answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            // After a restart of PostgreSQL each connection that Keycloak still holds fails once.
            for (int i = 0; answer.statusCode() >= 500 && i < MOST_TRIES; i++) {
                answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            }
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("no token for " + user + ": " + answer.body());
            }
            var json = JSON.readTree(answer.body());
            return new Token(
                    json.path("access_token").asText(),
                    Instant.now().plusSeconds(json.path("expires_in").asLong()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
