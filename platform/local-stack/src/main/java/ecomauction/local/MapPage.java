package ecomauction.local;

import io.vertx.core.json.JsonObject;
import java.util.stream.Collectors;

/// The page at `/` of the gateway: what runs here, with links.
final class MapPage {
    private MapPage() {}

    static String of(JsonObject map) {
        var services =
                map.getJsonObject("services").stream()
                        .map(entry -> service(entry.getKey(), (JsonObject) entry.getValue()))
                        .collect(Collectors.joining());
        var users =
                map.getJsonArray("users").stream()
                        .map(user -> "<code>" + text(user) + "</code>")
                        .collect(Collectors.joining(", "));
        return """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>ecomauction</title>
        <style>
          :root { color-scheme: light dark }
          body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
          table { border-collapse: collapse; width: 100%% }
          th, td { text-align: left; vertical-align: top; padding: .4rem 1rem .4rem 0; border-bottom: 1px solid #8884 }
          code { font-size: .9em }
        </style>
        <h1>ecomauction</h1>
        <p>The whole system on this machine. <a href="/tour">A tour of five minutes</a> ·
          this page for tools: <a href="/map.json">map.json</a></p>
        <h2>Services</h2>
        <table><tr><th>Service<th>Paths<th>API<th>Processes</tr>%s</table>
        <h2>Around them</h2>
        <table>
          <tr><td>Mail<td>Every mail ends here: <a href="%s">REST</a>, for instance
            <a href="%s">what <code>seller</code> got</a></tr>
          <tr><td>Keycloak<td><a href="%s">Console</a> (<code>admin</code>, password <code>admin</code>)</tr>
          <tr><td>Kafka<td><code>%s</code></tr>
          <tr><td>PostgreSQL<td><code>%s</code>, a database and user per service, password = name</tr>
          <tr><td>Logs<td><code>./ecom logs</code>, files in <code>%s</code></tr>
        </table>
        <h2>Users</h2>
        <p>%s; password = name. <code>./ecom token bidder1</code> prints an access token.</p>
        </html>
        """
                .formatted(
                        services,
                        text(map.getString("mail")),
                        text(map.getString("mailbox").replace("{name}", "seller")),
                        text(map.getString("keycloak")),
                        text(map.getString("kafka")),
                        text(map.getString("postgres")),
                        text(map.getString("logs")),
                        users);
    }

    private static String service(String name, JsonObject service) {
        var routes =
                service.getJsonArray("routes").stream()
                        .map(route -> "<code>" + text(route) + "</code>")
                        .collect(Collectors.joining("<br>"));
        var processes =
                service.getJsonArray("replicas").stream()
                        .map(replica -> process((JsonObject) replica))
                        .collect(Collectors.joining("<br>"));
        return "<tr><td>%s<td>%s<td><a href=\"%s\">OpenAPI</a><td>%s</tr>"
                .formatted(text(name), routes, text(service.getString("documentation")), processes);
    }

    private static String process(JsonObject replica) {
        return "<code>%d</code> <a href=\"%s\">health</a> <a href=\"%s\">metrics</a>"
                .formatted(
                        replica.getInteger("port"),
                        text(replica.getString("health")),
                        text(replica.getString("metrics")));
    }

    private static String text(Object value) {
        return value.toString().replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
