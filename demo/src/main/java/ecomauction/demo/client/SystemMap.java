package ecomauction.demo.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/// Where a running system is, as `./ecom up` writes it.
///
/// @param gateway where people come in: the edge, where there is one
/// @param past the gateway itself
public record SystemMap(
        String gateway, String past, URI tokenEndpoint, String tokenClient, String mailbox) {

    public static SystemMap read(Path file) throws IOException {
        var map = new ObjectMapper().readTree(file.toFile());
        return new SystemMap(
                text(map, "gateway"),
                "http://localhost:" + map.path("gatewayPort").asInt(),
                URI.create(text(map, "tokenEndpoint")),
                text(map, "tokenClient"),
                text(map, "mailbox"));
    }

    /// The same system, asked past its gateway.
    public SystemMap behind(String service) {
        return new SystemMap(service, past, tokenEndpoint, tokenClient, mailbox);
    }

    /// The same system without the limits of its edge.
    public SystemMap pastEdge() {
        return behind(past);
    }

    public URI api(String path) {
        return URI.create(gateway + path);
    }

    public URI mailboxOf(String user) {
        return URI.create(mailbox.replace("{name}", user));
    }

    private static String text(JsonNode map, String name) throws IOException {
        var value = map.path(name);
        if (!value.isTextual()) {
            throw new IOException("The map has no " + name);
        }
        return value.asText();
    }
}
