package ecomauction.deploy;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Schemas of custom resources: Strimzi's, which its generator makes from its model, those written
/// down here, and those in the folder that ECOM_CRDS names.
final class Crds {

    private static final String MODEL = "io.strimzi.api.kafka.model.";
    private static final Map<String, String> STRIMZI =
            Map.of(
                    "kafka.Kafka", "kafka.yaml",
                    "nodepool.KafkaNodePool", "nodepool.yaml",
                    "topic.KafkaTopic", "topic.yaml",
                    "user.KafkaUser", "user.yaml");
    private static final Set<String> ANY_OF = Set.of("oneOf", "anyOf", "allOf", "not");

    private static final Crds ALL = read();

    private final Map<String, JsonSchema> schemas = new HashMap<>();

    static Crds load() {
        return ALL;
    }

    private static Crds read() {
        var crds = new Crds();
        crds.addStrimzi();
        crds.addFolder("platform/deploy-checks/src/test/resources/crds");
        var more = System.getenv("ECOM_CRDS");
        if (more != null) {
            crds.addFolder(more);
        }
        return crds;
    }

    private void addFolder(String folder) {
        for (var file : Sources.under(folder, ".yaml", ".yml")) {
            Manifest.documents(Sources.read(file)).forEach(this::add);
        }
    }

    boolean know(Manifest manifest) {
        return schemas.containsKey(manifest.apiVersion() + " " + manifest.kind());
    }

    @Nullable String fault(Manifest manifest) {
        var schema = schemas.get(manifest.apiVersion() + " " + manifest.kind());
        if (schema == null) {
            return "no schema";
        }
        var messages = schema.validate(manifest.node());
        return messages.isEmpty()
                ? null
                : messages.stream().map(Object::toString).sorted().collect(joining("; "));
    }

    private void addStrimzi() {
        try {
            var folder = Files.createTempDirectory("crds");
            generate(folder);
            for (var file : STRIMZI.values()) {
                var path = folder.resolve(file);
                Manifest.documents(Sources.read(path)).forEach(this::add);
                Files.delete(path);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The generator is a program that ends its JVM.
    private static void generate(Path folder) {
        var line = new ArrayList<>(List.of("-cp", System.getProperty("java.class.path")));
        line.addAll(List.of("io.strimzi.crdgenerator.CrdGenerator", "--yaml"));
        line.addAll(List.of("--target-kube", "1.27+", "--describe-api-versions", "v1"));
        line.addAll(List.of("--storage-version", "v1"));
        STRIMZI.forEach((model, file) -> line.add(MODEL + model + "=" + folder.resolve(file)));
        var java = new Tool(Path.of(System.getProperty("java.home"), "bin", "java"));
        var result = java.run(folder, line);
        if (!result.succeeded()) {
            throw new AssertionError(result.output());
        }
    }

    private void add(JsonNode crd) {
        var kind = crd.at("/spec/names/kind").asText();
        var factory = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
        for (var version : crd.at("/spec/versions")) {
            var schema = version.at("/schema/openAPIV3Schema");
            if (schema instanceof ObjectNode object) {
                close(object);
                var properties = object.withObjectProperty("properties");
                List.of("apiVersion", "kind", "metadata").forEach(properties::putObject);
                schemas.put(
                        "%s/%s %s"
                                .formatted(
                                        crd.at("/spec/group").asText(),
                                        version.path("name").asText(),
                                        kind),
                        factory.getSchema(object));
            }
        }
    }

    /// An API server refuses what a schema does not name; a JSON schema must say so.
    private static void close(ObjectNode schema) {
        if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
            schema.remove("type");
        }
        if (schema.has("properties")
                && !schema.has("additionalProperties")
                && !schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            schema.put("additionalProperties", false);
        }
        for (var entry : schema.properties()) {
            var within = entry.getValue();
            if (entry.getKey().equals("properties")) {
                within.forEach(Crds::closeAny);
            } else if (!ANY_OF.contains(entry.getKey())) {
                closeAny(within);
            }
        }
    }

    private static void closeAny(JsonNode node) {
        if (node instanceof ObjectNode object) {
            close(object);
        }
    }
}
