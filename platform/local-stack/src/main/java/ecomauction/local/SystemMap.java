package ecomauction.local;

import ecomauction.local.Options.Extra;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/// Where everything is: `map.json`, for people, for tools, and for the gateway.
final class SystemMap {
    private SystemMap() {}

    static JsonObject of(Options.Home home) throws IOException {
        var edged = home.options().has(Extra.EDGE);
        var gateway = "http://localhost:" + home.port(edged ? "edge" : "gateway");
        var realm = Keycloak.url(home) + "/realms/ecomauction";
        var mail = "http://127.0.0.1:" + home.port("mail");
        var services = new JsonObject();
        for (var service : LocalStack.SERVICES) {
            services.put(service, service(home, service, gateway));
        }
        var map = new JsonObject();
        if (home.options().has(Extra.OBSERVE)) {
            map.put("prometheus", "http://127.0.0.1:" + home.port("prometheus"))
                    .put("alertmanager", "http://127.0.0.1:" + home.port("alertmanager"));
        }
        if (home.options().has(Extra.ARCHIVE)) {
            map.put("archive", Archive.access(home));
        }
        return map.put("gateway", gateway)
                .put("gatewayPort", home.port("gateway"))
                .put("page", gateway + "/")
                .put("tour", gateway + "/tour")
                .put("issuer", realm)
                .put("tokenEndpoint", realm + "/protocol/openid-connect/token")
                .put("tokenClient", "ecomauction-cli")
                .put("keycloak", Keycloak.url(home) + "/admin/ecomauction/console/")
                .put("mail", mail)
                .put("mailbox", mail + "/api/user/{name}@example.test/messages")
                .put("smtp", "127.0.0.1:" + home.port("smtp"))
                .put("kafka", "127.0.0.1:" + home.port("kafka"))
                .put("postgres", "127.0.0.1:" + home.port("postgres"))
                .put("users", new JsonArray(Realm.users()))
                .put("services", services)
                .put("logs", home.data().resolve("logs").toString());
    }

    private static JsonObject service(Options.Home home, String service, String gateway)
            throws IOException {
        var replicas = new JsonArray();
        for (var name : Service.names(home, service)) {
            var url = "http://127.0.0.1:" + home.port(name);
            replicas.add(
                    new JsonObject()
                            .put("name", name)
                            .put("port", home.port(name))
                            .put("url", url)
                            .put("health", url + "/q/health")
                            .put("metrics", url + "/q/metrics")
                            .put("log", home.data().resolve("logs/" + name + ".log").toString()));
        }
        return new JsonObject()
                .put("routes", new JsonArray(routes(home, service)))
                .put("documentation", gateway + "/docs/" + service + "/openapi.yaml")
                .put("replicas", replicas);
    }

    /// From the service's chart: one list for the cluster's ingress and for the local gateway.
    private static List<String> routes(Options.Home home, String service) throws IOException {
        var values = home.root().resolve("helm").resolve(service).resolve("values.yaml");
        var yaml = new Yaml().<Map<String, List<String>>>load(Files.readString(values));
        return yaml.getOrDefault("routes", List.of());
    }
}
