package ecomauction.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Vector itself is in none of the registries that CI reaches, its language is: the programs are
/// compiled and run. Of the rest, names and wiring are checked.
class LogArchiveTest {

    private static final String FOLDER = "k8s/log-archive/";
    private static final String POD =
            "/var/log/pods/ecomauction_bid-service-7d9f-x2_0a-1b/bid-service/0.log";
    private static final String AT = "2026-01-03T10:00:00.123456789Z";
    private static final ObjectMapper JSON = new ObjectMapper();

    /// As Vector's reference has them.
    private static final Map<String, Set<String>> OPTIONS =
            Map.of(
                    "file",
                    Set.of("include", "exclude", "read_from", "max_line_bytes"),
                    "remap",
                    Set.of("inputs", "file"),
                    "reduce",
                    Set.of("inputs", "group_by", "merge_strategies", "ends_when"),
                    "aws_s3",
                    Set.of(
                            "inputs",
                            "endpoint",
                            "bucket",
                            "region",
                            "force_path_style",
                            "key_prefix",
                            "filename_time_format",
                            "filename_append_uuid",
                            "filename_extension",
                            "compression",
                            "content_type",
                            "framing",
                            "encoding",
                            "batch",
                            "acknowledgements",
                            "buffer"));

    @TempDir Path folder;

    private record Line(String file, String message) {}

    private static String service(String message) {
        return "{\"timestamp\":\"2026-01-03T11:00:00.123+01:00\",\"sequence\":7,\"level\":\"INFO\","
                + "\"message\":\""
                + message
                + "\",\"mdc\":{\"traceId\":\"4bf9\"},\"service\":\"bid-service\"}";
    }

    private JsonNode run(String entryProgram, Line... lines) throws IOException {
        var task =
                Map.of(
                        "line", Sources.read(FOLDER + "line.vrl"),
                        "entry", entryProgram,
                        "lines", lines);
        var file = folder.resolve("task.json");
        JSON.writeValue(file.toFile(), task);
        var script = "platform/deploy-checks/src/test/resources/log-archive/run.js";
        var result =
                Tool.named("node")
                        .run(script, Tool.named("verel.js").program().toString(), file.toString());
        assertThat(result.succeeded()).as(result.output()).isTrue();
        return JSON.readTree(result.output());
    }

    private List<JsonNode> entries(Line... lines) throws IOException {
        var result = run(Sources.read(FOLDER + "entry.vrl"), lines);
        assertThat(result.path("faults")).isEmpty();
        return Manifest.elements(result.path("entries")).toList();
    }

    private static void assertFiled(JsonNode entry, String day, String service) {
        assertThat(entry.path("dt").asText()).isEqualTo(day);
        assertThat(entry.path("service").asText()).isEqualTo(service);
    }

    @Test
    void a_line_of_a_service_is_filed_as_it_is() throws Exception {
        var entry = entries(new Line(POD, AT + " stdout F " + service("Bid judged"))).getFirst();

        assertFiled(entry, "2026-01-03", "bid-service");
        assertThat(entry.path("message").asText()).isEqualTo("Bid judged");
        assertThat(entry.path("pod").asText()).isEqualTo("bid-service-7d9f-x2");
        assertThat(entry.at("/mdc/traceId").asText()).isEqualTo("4bf9");
        // Nothing of who read it and when: read again it is the same.
        assertThat(entry.has("host") || entry.has("file") || entry.has("source_type")).isFalse();
    }

    @Test
    void the_day_is_that_of_utc() throws Exception {
        var early =
                service("x").replace("2026-01-03T11:00:00.123+01:00", "2026-01-03T00:30:00+01:00");

        assertFiled(
                entries(new Line(POD, AT + " stdout F " + early)).getFirst(),
                "2026-01-02",
                "bid-service");
    }

    @Test
    void a_long_line_comes_together_though_others_come_between() throws Exception {
        var text = service("a".repeat(40_000));
        var other = POD.replace("bid-service", "edge");

        var entries =
                entries(
                        new Line(POD, AT + " stdout P " + text.substring(0, 16_384)),
                        new Line(
                                other,
                                AT
                                        + " stdout F {\"time\":\"2026-01-04T00:00:00+00:00\",\"service\":\"edge\"}"),
                        new Line(POD, AT + " stderr F Picked up JAVA_TOOL_OPTIONS"),
                        new Line(POD, AT + " stdout P " + text.substring(16_384, 32_768)),
                        new Line(POD, AT + " stdout F " + text.substring(32_768)));

        assertThat(entries).hasSize(3);
        assertFiled(entries.get(0), "2026-01-04", "edge");
        assertThat(entries.get(0).path("timestamp").asText())
                .isEqualTo("2026-01-04T00:00:00+00:00");
        assertThat(entries.get(1).path("message").asText())
                .isEqualTo("Picked up JAVA_TOOL_OPTIONS");
        assertThat(entries.get(2).path("message").asText()).hasSize(40_000);
    }

    @Test
    void what_is_no_json_or_lies_about_its_service_is_kept() throws Exception {
        var entries =
                entries(
                        new Line(POD, AT + " stderr F Exception in thread \"main\""),
                        new Line(POD, AT + " stdout F [1, 2]"),
                        new Line(POD, AT + " stdout F "),
                        new Line(POD, AT + " stdout F {\"service\":\"../../x\",\"timestamp\":1}"),
                        new Line("/somewhere/bid-service.log", service("local")));

        assertThat(entries).hasSize(5);
        entries.subList(0, 3).forEach(entry -> assertFiled(entry, "2026-01-03", "bid-service"));
        assertThat(entries.get(0).path("message").asText()).startsWith("Exception in");
        assertThat(entries.get(0).path("timestamp").asText()).isEqualTo(AT);
        assertFiled(entries.get(3), "2026-01-03", "unknown");
        assertFiled(entries.get(4), "2026-01-03", "bid-service");
    }

    @Test
    void a_program_that_is_wrong_is_found() throws Exception {
        var broken =
                Sources.read(FOLDER + "entry.vrl").replace("format_timestamp!(", "format_time!(");

        assertThat(run(broken).path("faults")).isNotEmpty();
    }

    @Test
    void vectors_configuration_is_of_one_piece() throws Exception {
        var text = Sources.read(FOLDER + "vector.yaml");

        assertThat(faults(text)).isEmpty();
        assertThat(faults(text.replace("max_line_bytes", "max_line_byte"))).hasSize(1);
        assertThat(faults(text.replace("inputs: [whole]", "inputs: [hole]"))).hasSize(1);
        assertThat(faults(text.replace("{{ dt }}", "{{ day }}"))).hasSize(1);
        assertThat(faults(text.replace("${ARCHIVE_BUCKET}", "${BUCKET}"))).hasSize(1);
        assertThat(faults(text.replace("acknowledgements: {enabled: true}", ""))).hasSize(1);
    }

    private List<String> faults(String text) throws IOException {
        var faults = new ArrayList<String>();
        var configuration = new YAMLMapper().readTree(text);
        var known = new HashSet<String>();
        for (var kind : List.of("sources", "transforms", "sinks")) {
            configuration.path(kind).fieldNames().forEachRemaining(known::add);
            for (var part : configuration.path(kind)) {
                var type = part.path("type").asText();
                var options = new TreeSet<String>();
                part.fieldNames().forEachRemaining(options::add);
                options.remove("type");
                options.removeAll(OPTIONS.get(type));
                options.forEach(option -> faults.add(type + " has no option " + option));
                Manifest.elements(part.path("inputs"))
                        .filter(input -> !known.contains(input.asText()))
                        .forEach(input -> faults.add("there is no " + input));
            }
        }
        var sink = configuration.at("/sinks/archive");
        found("\\{\\{ (\\w+) }}", sink.path("key_prefix").asText()).stream()
                .filter(field -> !Set.of("dt", "service").contains(field))
                .forEach(field -> faults.add("no entry has " + field));
        if (!sink.at("/acknowledgements/enabled").asBoolean()) {
            faults.add("lines are lost when it is killed");
        }
        var variables = found("\\$\\{(\\w+)}", text);
        variables.removeAll(variables());
        variables.forEach(name -> faults.add("nobody sets " + name));
        return faults;
    }

    private static Set<String> found(String pattern, String text) {
        var names = new TreeSet<String>();
        Pattern.compile(pattern)
                .matcher(text)
                .results()
                .forEach(found -> names.add(found.group(1)));
        return names;
    }

    private static Manifest kustomized(String kind) {
        var result = Tool.named("kubectl").run("kustomize", FOLDER);
        return Manifest.parse(FOLDER, result.output()).stream()
                .filter(manifest -> manifest.kind().equals(kind))
                .findFirst()
                .orElseThrow(() -> new AssertionError(result.output()));
    }

    private static Set<String> variables() {
        var names = new HashSet<String>();
        kustomized("DaemonSet")
                .pods()
                .orElseThrow()
                .containers()
                .flatMap(container -> Manifest.elements(container.path("env")))
                .forEach(variable -> names.add(variable.path("name").asText()));
        return names;
    }

    /// Hot for a week, then slower, after a month to be fetched back first, and gone in the end.
    @Test
    void the_bucket_forgets_in_steps() throws Exception {
        var claim = kustomized("ObjectBucketClaim").node();
        var rule =
                JSON.readTree(claim.at("/spec/additionalConfig/bucketLifecycle").asText())
                        .at("/Rules/0");

        assertThat(rule.path("Status").asText()).isEqualTo("Enabled");
        assertThat(rule.at("/Transitions").findValuesAsText("Days")).containsExactly("7", "30");
        assertThat(rule.at("/Expiration/Days").asInt()).isEqualTo(365);
        var sink =
                new YAMLMapper()
                        .readTree(Sources.read(FOLDER + "vector.yaml"))
                        .at("/sinks/archive");
        assertThat(sink.path("key_prefix").asText())
                .startsWith(rule.at("/Filter/Prefix").asText())
                .isEqualTo("logs/dt={{ dt }}/service={{ service }}/");
        assertThat(Files.readString(Sources.at(FOLDER + "archive.sh"))).contains("logs/dt=$1/");
    }
}
