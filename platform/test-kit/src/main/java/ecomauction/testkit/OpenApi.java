package ecomauction.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/// The OpenAPI document of a running service, and the operations in it.
record OpenApi(JsonNode document) {

    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "patch", "head", "options");

    static OpenApi of(URI service) {
        try (var in = service.resolve("/q/openapi?format=json").toURL().openStream()) {
            return new OpenApi(new ObjectMapper().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException("No OpenAPI document at " + service, e);
        }
    }

    List<Operation> operations() {
        return document.path("paths").properties().stream()
                .flatMap(path -> operations(path.getKey(), path.getValue()))
                .toList();
    }

    private Stream<Operation> operations(String path, JsonNode item) {
        return item.properties().stream()
                .filter(method -> METHODS.contains(method.getKey()))
                .map(method -> operation(method.getKey(), path, item, method.getValue()));
    }

    private Operation operation(String method, String path, JsonNode item, JsonNode operation) {
        var parameters =
                Stream.concat(
                                item.path("parameters").valueStream(),
                                operation.path("parameters").valueStream())
                        .map(this::resolve)
                        .map(p ->
                                new Parameter(
                                        p.path("name").asText(),
                                        p.path("in").asText(),
                                        p.path("schema")))
                        .toList();
        var content = resolve(operation.path("requestBody")).path("content");
        return new Operation(
                method.toUpperCase(Locale.ROOT) + " " + path,
                parameters,
                !content.isEmpty(),
                content.path("application/json").path("schema"));
    }

    /// Follows `$ref`, so that a schema is seen in full.
    JsonNode resolve(JsonNode node) {
        var ref = node.path("$ref").asText("");
        return ref.isEmpty() ? node : resolve(document.at(ref.substring(1)));
    }

    /// @param name as in `POST /v1/auctions`
    record Operation(
            String name, List<Parameter> parameters, boolean hasBody, JsonNode bodySchema) {

        String method() {
            return name.substring(0, name.indexOf(' '));
        }

        String path() {
            return name.substring(name.indexOf(' ') + 1);
        }

        List<Parameter> parameters(String in) {
            return parameters.stream().filter(parameter -> parameter.in.equals(in)).toList();
        }
    }

    /// @param in path, query or header
    record Parameter(String name, String in, JsonNode schema) {}
}
