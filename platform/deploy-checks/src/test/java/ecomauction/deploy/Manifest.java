package ecomauction.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// One object for Kubernetes.
///
/// @param origin the file or chart that it stands in
record Manifest(String origin, JsonNode node) {

    private static final YAMLMapper YAML = new YAMLMapper();

    static List<Manifest> parse(String origin, String yaml) {
        return documents(yaml).stream()
                .filter(JsonNode::isObject)
                .map(node -> new Manifest(origin, node))
                .toList();
    }

    static List<Manifest> in(Path file) {
        return parse(Sources.ROOT.relativize(file).toString(), Sources.read(file));
    }

    static List<JsonNode> documents(String yaml) {
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(yaml)) {
            return documents.readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(yaml, e);
        }
    }

    String apiVersion() {
        return node.path("apiVersion").asText();
    }

    /// Empty for the core.
    String group() {
        var version = apiVersion();
        return version.contains("/") ? version.substring(0, version.indexOf('/')) : "";
    }

    String version() {
        return apiVersion().substring(apiVersion().indexOf('/') + 1);
    }

    String kind() {
        return node.path("kind").asText();
    }

    String name() {
        return node.at("/metadata/name").asText();
    }

    JsonNode labels() {
        return node.at("/metadata/labels");
    }

    /// What describes the pods of a workload, and the labels that these have.
    Optional<Pods> pods() {
        return switch (kind()) {
            case "Pod" -> Optional.of(new Pods(labels(), node.path("spec")));
            case "Deployment", "StatefulSet", "DaemonSet", "Job" ->
                    Optional.of(pods(node.at("/spec/template")));
            case "CronJob" -> Optional.of(pods(node.at("/spec/jobTemplate/spec/template")));
            case "Service" ->
                    "serving.knative.dev".equals(group())
                            ? Optional.of(pods(node.at("/spec/template")))
                            : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Pods pods(JsonNode template) {
        return new Pods(template.at("/metadata/labels"), template.path("spec"));
    }

    record Pods(JsonNode labels, JsonNode spec) {
        Stream<JsonNode> containers() {
            return Stream.of("initContainers", "containers")
                    .flatMap(name -> elements(spec.path(name)));
        }
    }

    static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    @Override
    public String toString() {
        return "%s %s (%s)".formatted(kind(), name(), origin);
    }
}
