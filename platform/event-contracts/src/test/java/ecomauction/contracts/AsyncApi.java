package ecomauction.contracts;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The AsyncAPI 3 document of all topics, made from the records, their comments and their samples.
final class AsyncApi {

    private final SourceComments comments = new SourceComments(Path.of("src/main/java"));
    private final Map<String, Object> messages = new LinkedHashMap<>();
    private final Map<String, Object> schemas = new TreeMap<>();

    static Map<String, Object> document() {
        return new AsyncApi().build();
    }

    private Map<String, Object> build() {
        var channels = new LinkedHashMap<String, Object>();
        var operations = new LinkedHashMap<String, Object>();
        for (var topic : Topics.ALL) {
            channels.put(topic.name(), channel(topic));
            operations.put(topic.name() + ".publish", operation(topic));
            topic.types().forEach(type -> messages.put(type.getSimpleName(), message(topic, type)));
        }
        return object(
                "asyncapi",
                "3.0.0",
                "info",
                info(),
                "defaultContentType",
                "application/json",
                "channels",
                channels,
                "operations",
                operations,
                "components",
                object("messages", messages, "schemas", schemas));
    }

    private static Map<String, Object> info() {
        return object(
                "title",
                "ecomauction events",
                "version",
                "1",
                "description",
                "CloudEvents 1.0 in binary mode on Kafka. Events of one key arrive in order, each at"
                        + " least once; `ce_id` tells a repeated one. Readers ignore types and"
                        + " members that they do not know.");
    }

    private Map<String, Object> channel(Topic<?> topic) {
        var refs = new LinkedHashMap<String, Object>();
        for (var type : topic.types()) {
            refs.put(type.getSimpleName(), ref("components/messages/" + type.getSimpleName()));
        }
        return object(
                "address", topic.name(),
                "description", comments.of(topic.types().getFirst().getEnclosingClass()),
                "messages", refs);
    }

    private static Map<String, Object> operation(Topic<?> topic) {
        return object(
                "action",
                "send",
                "channel",
                ref("channels/" + topic.name()),
                "summary",
                "Published by " + topic.source().substring(1));
    }

    private Map<String, Object> message(Topic<?> topic, Class<?> type) {
        return object(
                "name", "ecomauction." + type.getSimpleName(),
                "description", comments.of(type),
                "contentType", "application/json",
                "headers", headers(topic, type),
                "payload", schemaOf(type),
                "examples", Samples.of(type).stream().map(AsyncApi::example).toList());
    }

    private static Map<String, Object> example(Path sample) {
        var name = sample.getFileName().toString();
        return object(
                "name",
                name.substring(0, name.lastIndexOf('.')),
                "payload",
                Samples.JSON.convertValue(Samples.read(sample), Object.class));
    }

    private static Map<String, Object> headers(Topic<?> topic, Class<?> type) {
        var properties =
                object(
                        "ce_specversion", object("const", "1.0"),
                        "ce_id", object("type", "string", "format", "uuid"),
                        "ce_source", object("const", topic.source()),
                        "ce_type", object("const", "ecomauction." + type.getSimpleName()),
                        "ce_subject", text("The aggregate's id, as in the key."),
                        "ce_time", object("type", "string", "format", "date-time"),
                        "ce_sequence", text("The aggregate's sequence, a decimal number."),
                        "content-type", object("const", "application/json"));
        var required = List.copyOf(properties.keySet());
        properties.put("traceparent", text("W3C trace context, where there is one."));
        return object("type", "object", "properties", properties, "required", required);
    }

    /// Records become named schemas, so that money looks the same everywhere.
    private Map<String, Object> schemaOf(Class<?> record) {
        var name = record.getSimpleName();
        if (!schemas.containsKey(name)) {
            schemas.put(name, Map.of());
            schemas.put(name, recordSchema(record));
        }
        return ref("components/schemas/" + name);
    }

    private Map<String, Object> recordSchema(Class<?> record) {
        var properties = new LinkedHashMap<String, Object>();
        for (var component : record.getRecordComponents()) {
            properties.put(component.getName(), property(record, component));
        }
        return object(
                "type",
                "object",
                "properties",
                properties,
                "required",
                List.copyOf(properties.keySet()));
    }

    private Map<String, Object> property(Class<?> record, RecordComponent component) {
        var schema = schemaOf(component.getAnnotatedType());
        var description = comments.of(record, component.getName());
        if (description != null) {
            schema.put("description", description);
        }
        return schema;
    }

    private Map<String, Object> schemaOf(AnnotatedType type) {
        var schema =
                type instanceof AnnotatedParameterizedType list
                        ? object(
                                "type",
                                "array",
                                "items",
                                schemaOf(list.getAnnotatedActualTypeArguments()[0]))
                        : schemaOfValue((Class<?>) type.getType());
        return type.isAnnotationPresent(Nullable.class)
                ? object("oneOf", List.of(schema, object("type", "null")))
                : schema;
    }

    private Map<String, Object> schemaOfValue(Class<?> type) {
        if (type.isRecord()) {
            return schemaOf(type);
        }
        if (type.isEnum()) {
            var names = Arrays.stream(type.getEnumConstants()).map(Object::toString).toList();
            return object("type", "string", "enum", names);
        }
        return switch (type.getSimpleName().toLowerCase(Locale.ROOT)) {
            case "string" -> object("type", "string");
            case "boolean" -> object("type", "boolean");
            case "int", "integer" -> object("type", "integer", "format", "int32");
            case "long" -> object("type", "integer", "format", "int64");
            case "uuid" -> object("type", "string", "format", "uuid");
            case "instant" -> object("type", "string", "format", "date-time");
            case "duration" -> object("type", "string", "format", "duration");
            default -> throw new IllegalArgumentException("No schema for " + type);
        };
    }

    private static Map<String, Object> text(String description) {
        return object("type", "string", "description", description);
    }

    private static Map<String, Object> ref(String place) {
        return object("$ref", "#/" + place);
    }

    private static Map<String, Object> object(@Nullable Object... namesAndValues) {
        var object = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i + 1] != null) {
                object.put((String) namesAndValues[i], namesAndValues[i + 1]);
            }
        }
        return object;
    }
}
