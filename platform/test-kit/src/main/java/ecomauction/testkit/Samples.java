package ecomauction.testkit;

import static java.time.temporal.ChronoUnit.DAYS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ecomauction.testkit.OpenApi.Operation;
import ecomauction.testkit.OpenApi.Parameter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/// Draws values that fit a JSON schema, as far as OpenAPI documents say what fits.
///
/// @param ids what path parameters stand for; others are made up
record Samples(OpenApi api, Random random, Map<String, String> ids) {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MAX_DEPTH = 6;

    JsonNode of(JsonNode schema) {
        return of(schema, 0);
    }

    /// The operation's path with ids.
    String path(Operation operation) {
        var path = operation.path();
        for (var parameter : operation.parameters("path")) {
            path = path.replace("{" + parameter.name() + "}", idFor(parameter));
        }
        return path;
    }

    private String idFor(Parameter parameter) {
        var known = ids.get(parameter.name());
        return known == null ? of(parameter.schema()).asText() : known;
    }

    private JsonNode of(JsonNode reference, int depth) {
        var schema = api.resolve(reference);
        for (var combined : List.of("allOf", "oneOf", "anyOf")) {
            if (schema.path(combined).size() > 0) {
                return of(
                        schema.path(combined).get(random.nextInt(schema.path(combined).size())),
                        depth);
            }
        }
        if (schema.path("enum").size() > 0) {
            return schema.path("enum").get(random.nextInt(schema.path("enum").size()));
        }
        return switch (type(schema)) {
            case "object" -> depth > MAX_DEPTH ? JSON.objectNode() : object(schema, depth);
            case "array" -> JSON.arrayNode().add(of(schema.path("items"), depth + 1));
            case "integer", "number" ->
                    JSON.numberNode(schema.path("minimum").asLong(1) + random.nextInt(1000));
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            case "null" -> JSON.nullNode();
            default -> JSON.textNode(text(schema));
        };
    }

    /// In OpenAPI 3.1 a type may be a list such as `[string, "null"]`.
    private static String type(JsonNode schema) {
        var type = schema.path("type");
        var first = type.isArray() ? type.path(0).asText() : type.asText("");
        return first.isEmpty() && schema.has("properties") ? "object" : first;
    }

    private ObjectNode object(JsonNode schema, int depth) {
        var object = JSON.objectNode();
        for (var property : schema.path("properties").properties()) {
            object.set(property.getKey(), of(property.getValue(), depth + 1));
        }
        // With another one, amounts would never be looked at.
        return object.has("currency") ? object.put("currency", "USD") : object;
    }

    private String text(JsonNode schema) {
        return switch (schema.path("format").asText("")) {
            case "uuid" -> new UUID(random.nextLong(), random.nextLong()).toString();
            case "date-time" -> soon().toString();
            case "duration" -> "PT" + (1 + random.nextInt(600)) + "S";
            default -> "x".repeat(Math.max(3, schema.path("minLength").asInt(3)));
        };
    }

    /// In the future, and the same all day, so that requests can be repeated.
    private Instant soon() {
        return Instant.now().truncatedTo(DAYS).plus(1 + random.nextInt(9), DAYS);
    }
}
