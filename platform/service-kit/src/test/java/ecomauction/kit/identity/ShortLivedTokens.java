package ecomauction.kit.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import ecomauction.kit.app.Until;
import ecomauction.testkit.Stack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A client of the realm for a while, whose tokens live two seconds.
final class ShortLivedTokens implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String keycloak = Stack.get().realm().replaceAll("/realms/.*", "");
    private final String name = "kit-" + UUID.randomUUID();
    private final URI client;
    private Instant goodUntil = Instant.MIN;
    private Instant expiry = Instant.MIN;

    ShortLivedTokens(String audience) {
        var created =
                send(
                        asAdmin(URI.create(keycloak + "/admin/realms/ecomauction/clients"))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(clientFor(audience))));
        client = URI.create(created.headers().firstValue("Location").orElseThrow());
    }

    String token(String user) {
        var asked = Instant.now();
        var token = tokenOf("ecomauction", name, user);
        var seconds = token.path("expires_in").asLong();
        goodUntil = asked.plusSeconds(seconds - 1);
        expiry = Instant.now().plusSeconds(seconds);
        return token.path("access_token").asText();
    }

    /// Whether the newest may be too old by now; it was made after it was asked for, and counts
    /// whole seconds.
    boolean mayHaveExpired() {
        return Instant.now().isAfter(goodUntil);
    }

    void awaitExpiry() {
        Until.isTrue("expired", () -> Instant.now().isAfter(expiry.plusSeconds(1)));
    }

    @Override
    public void close() {
        send(asAdmin(client).DELETE());
    }

    private String clientFor(String audience) {
        var mapper =
                Map.of(
                        "name", "audience",
                        "protocol", "openid-connect",
                        "protocolMapper", "oidc-audience-mapper",
                        "config",
                                Map.of(
                                        "included.custom.audience",
                                        audience,
                                        "access.token.claim",
                                        "true"));
        return JSON.valueToTree(
                        Map.of(
                                "clientId",
                                name,
                                "publicClient",
                                true,
                                "directAccessGrantsEnabled",
                                true,
                                "attributes",
                                Map.of("access.token.lifespan", "2"),
                                "protocolMappers",
                                List.of(mapper)))
                .toString();
    }

    private JsonNode tokenOf(String realm, String clientId, String user) {
        var form =
                "grant_type=password&client_id=%s&username=%s&password=%s"
                        .formatted(clientId, user, user);
        var answer =
                send(
                        HttpRequest.newBuilder(
                                        URI.create(
                                                keycloak
                                                        + "/realms/"
                                                        + realm
                                                        + "/protocol/openid-connect/token"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(form)));
        try {
            return JSON.readTree(answer.body());
        } catch (IOException malformed) {
            throw new IllegalStateException(malformed);
        }
    }

    /// With a token of its own: the administrator's live for a minute only.
    private HttpRequest.Builder asAdmin(URI address) {
        var admin = tokenOf("master", "admin-cli", "admin").path("access_token").asText();
        return HttpRequest.newBuilder(address).header("Authorization", "Bearer " + admin);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            var answer = HTTP.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(answer.statusCode() + " " + answer.body());
            }
            return answer;
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }
}
