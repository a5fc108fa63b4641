package ecomauction.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Compares the committed OpenAPI document with the running service's, whatever the order of keys.
///
/// ```java
/// OpenApiFile.check(base, Path.of("src/main/openapi/openapi.yaml"));
/// ```
///
/// With `-Decom.update-openapi=true` the file is written instead.
public final class OpenApiFile {

    private static final String UPDATE = "ecom.update-openapi";
    private static final String LOGIN_URL = "openIdConnectUrl";
    private static final Pattern ADDRESS = Pattern.compile("^https?://[^/]+");
    private static final String USUAL_ADDRESS = "http://127.0.0.1:28080";
    private static final int DIFFERENCES_SHOWN = 20;

    private static final YAMLMapper YAML =
            YAMLMapper.builder()
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                    .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                    .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
                    .build();

    private OpenApiFile() {}

    public static void check(URI service, Path file) {
        try {
            var running = withoutAddresses(OpenApi.of(service).document());
            if (Boolean.getBoolean(UPDATE)) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, YAML.writeValueAsString(running));
            }
            compare(file, running);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void compare(Path file, JsonNode running) throws IOException {
        var committed =
                Files.exists(file)
                        ? withoutAddresses(YAML.readTree(Files.readString(file)))
                        : YAML.createObjectNode();
        // Both go through YAML once, so that 1 and 1L, or 1.0 and 1.00, are the same.
        var differences =
                differences("", committed, YAML.readTree(YAML.writeValueAsString(running)))
                        .toList();
        if (!differences.isEmpty()) {
            throw new AssertionError(
                    "%s differs from the code's document in %d places; if that is meant, run the test again with -D%s=true\n%s"
                            .formatted(
                                    file,
                                    differences.size(),
                                    UPDATE,
                                    String.join(
                                            "\n",
                                            differences.stream()
                                                    .limit(DIFFERENCES_SHOWN)
                                                    .toList())));
        }
    }

    /// Where the service and Keycloak happen to run is no part of the contract.
    private static JsonNode withoutAddresses(JsonNode document) {
        ObjectNode copy = document.deepCopy();
        copy.remove("servers");
        for (var scheme : copy.at("/components/securitySchemes")) {
            if (scheme instanceof ObjectNode login && login.has(LOGIN_URL)) {
                login.put(
                        LOGIN_URL,
                        ADDRESS.matcher(login.path(LOGIN_URL).asText())
                                .replaceFirst(USUAL_ADDRESS));
            }
        }
        return copy;
    }

    private static Stream<String> differences(String place, JsonNode committed, JsonNode running) {
        if (committed.isObject() && running.isObject()) {
            var names = new TreeSet<String>();
            committed.fieldNames().forEachRemaining(names::add);
            running.fieldNames().forEachRemaining(names::add);
            return names.stream()
                    .flatMap(name ->
                            differences(
                                    place + " › " + name,
                                    committed.path(name),
                                    running.path(name)));
        }
        if (committed.isArray() && running.isArray() && committed.size() == running.size()) {
            return IntStream.range(0, running.size())
                    .boxed()
                    .flatMap(i ->
                            differences(place + " › " + i, committed.path(i), running.path(i)));
        }
        return committed.equals(running)
                ? Stream.empty()
                : Stream.of(
                        "%s: file %s, code %s".formatted(place, shown(committed), shown(running)));
    }

    private static String shown(JsonNode node) {
        return node.isMissingNode()
                ? "nothing"
                : node.isValueNode() ? node.toString() : "another " + node.getNodeType();
    }
}
