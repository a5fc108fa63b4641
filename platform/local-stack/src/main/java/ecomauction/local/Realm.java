package ecomauction.local;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/// The realm as the cluster has it, plus the users and the client that exist only here.
final class Realm {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(\\w+):?([^}]*)}");

    private Realm() {}

    static String merged(Options.Home home) throws IOException {
        var common = home.root().resolve("k8s/platform/keycloak/ecomauction-realm.json");
        var local =
                Map.of(
                        "SMTP_HOST", "127.0.0.1",
                        "SMTP_PORT", "" + home.port("smtp"),
                        "NOTIFICATION_SERVICE_SECRET", "notification-service",
                        "GOOGLE_ENABLED", "" + System.getenv().containsKey("GOOGLE_CLIENT_ID"),
                        "FACEBOOK_ENABLED", "" + System.getenv().containsKey("FACEBOOK_CLIENT_ID"));
        var realm = new JsonObject(filled(Files.readString(common), local));
        var additions = additions();
        realm.mergeIn(additions.getJsonObject("realm"));
        realm.getJsonArray("clients").addAll(additions.getJsonArray("clients"));
        for (var user : additions.getJsonObject("users")) {
            realm.getJsonArray("users").add(user(user.getKey(), (String) user.getValue()));
        }
        return realm.encodePrettily();
    }

    private static String filled(String text, Map<String, String> local) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> {
                    var otherwise = local.getOrDefault(found.group(1), found.group(2));
                    return System.getenv().getOrDefault(found.group(1), otherwise);
                });
    }

    static List<String> users() throws IOException {
        return List.copyOf(additions().getJsonObject("users").fieldNames());
    }

    private static JsonObject additions() throws IOException {
        try (var in = Realm.class.getResourceAsStream("/local-realm.json")) {
            if (in == null) {
                throw new IOException("local-realm.json is not on the class path");
            }
            return new JsonObject(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /// The id follows from the name: it is the same on every machine.
    private static JsonObject user(String name, String role) {
        var id = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
        var password = new JsonObject().put("type", "password").put("value", name);
        return new JsonObject()
                .put("id", id.toString())
                .put("username", name)
                .put("enabled", true)
                .put("email", name + "@example.test")
                .put("emailVerified", true)
                .put("firstName", name)
                .put("lastName", "Example")
                .put("credentials", new JsonArray().add(password))
                .put("realmRoles", new JsonArray().add(role));
    }
}
