package ecomauction.demo.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Access tokens of the local users, fetched anew shortly before they expire.
final class Tokens {

    private static final Duration MARGIN = Duration.ofSeconds(30);

    /// Keycloak needs a moment when its database was away.
    private static final int TRIES = 5;

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final SystemMap map;
    private final HttpClient http;
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();

    Tokens(SystemMap map, HttpClient http) {
        this.map = map;
        this.http = http;
    }

    String of(String user) {
        var token = tokens.get(user);
        return token != null && token.isFresh()
                ? token.text()
                : tokens.compute(user, (name, known) -> freshOr(name, known)).text();
    }

    private Token freshOr(String user, Token known) {
        return known != null && known.isFresh() ? known : fetch(user);
    }

    private Token fetch(String user) {
        var form =
                "grant_type=password&client_id=%s&username=%s&password=%s"
                        .formatted(map.tokenClient(), user, user);
        var request =
                HttpRequest.newBuilder(map.tokenEndpoint())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .timeout(Duration.ofSeconds(20))
                        .POST(BodyPublishers.ofString(form))
                        .build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            for (int i = 0; answer.statusCode() >= 500 && i < TRIES; i++) {
                Thread.sleep(PAUSE);
                answer = http.send(request, BodyHandlers.ofString());
            }
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("No token for " + user + ": " + answer.body());
            }
            var token = json.readTree(answer.body());
            return new Token(
                    token.get("access_token").asText(),
                    Instant.now().plusSeconds(token.get("expires_in").asLong()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }

    private record Token(String text, Instant until) {

        boolean isFresh() {
            return Instant.now().plus(MARGIN).isBefore(until);
        }
    }
}
