package ecomauction.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import ecomauction.deploy.Tool.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rules, routes and dashboards, as far as they can be judged without a running system.
class ObservabilityTest {

    private static final String FOLDER = "k8s/observability/";
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path folder;

    private static JsonNode rules() throws IOException {
        return YAML.readTree(Sources.read(FOLDER + "rules.yaml"));
    }

    /// What Prometheus reads is the resource's spec.
    private Path plain(JsonNode rules) throws IOException {
        var file = folder.resolve("rules.yml");
        YAML.writeValue(file.toFile(), rules.path("spec"));
        return file;
    }

    private Result tested(String tests) throws IOException {
        plain(rules());
        var file = Files.writeString(folder.resolve("tests.yml"), tests);
        return Tool.named("promtool").run("test", "rules", file.toString());
    }

    @Test
    void the_rules_are_what_prometheus_reads() throws Exception {
        assertThat(Tool.named("promtool").run("check", "rules", plain(rules()) + ""))
                .matches(Result::succeeded);
    }

    @Test
    void the_rules_raise_what_they_should_and_nothing_else() throws Exception {
        assertThat(tested(Sources.read(FOLDER + "tests/rules-test.yaml")))
                .matches(Result::succeeded);
    }

    /// Each is seen to be raised and to be silent.
    @Test
    void every_alert_is_tested_both_ways() throws Exception {
        var raised = new TreeSet<String>();
        var silent = new TreeSet<String>();
        for (var test :
                YAML.readTree(Sources.read(FOLDER + "tests/rules-test.yaml")).path("tests")) {
            for (var question : test.path("alert_rule_test")) {
                (question.path("exp_alerts").isEmpty() ? silent : raised)
                        .add(question.path("alertname").asText());
            }
        }

        assertThat(raised).isEqualTo(alerts());
        assertThat(silent).isEqualTo(alerts());
    }

    private static Set<String> alerts() throws IOException {
        return new TreeSet<>(rules().findValuesAsText("alert"));
    }

    @Test
    void a_rule_that_is_broken_is_found() throws Exception {
        var tests = Sources.read(FOLDER + "tests/rules-test.yaml");

        assertThat(tested(tests.replace("values: _x6 9x100", "values: _x6 11x100")))
                .matches(result -> !result.succeeded());
        var file =
                Files.writeString(
                        folder.resolve("bad.yml"),
                        "groups: [{name: a, rules: [{alert: A, expr: 'sum('}]}]");
        assertThat(Tool.named("promtool").run("check", "rules", file.toString()))
                .matches(result -> !result.succeeded());
    }

    @Test
    void alertmanager_reads_its_configuration() {
        var file = Sources.at(FOLDER + "alertmanager.yaml").toString();

        assertThat(Tool.named("amtool").run("check-config", file)).matches(Result::succeeded);
    }

    @Test
    void every_alert_says_what_to_do() throws Exception {
        var runbooks = anchors(Sources.read("docs/operate.md"));
        var lost = new ArrayList<String>();
        for (var group : rules().path("spec").path("groups")) {
            for (var rule : group.path("rules")) {
                var link = rule.path("annotations").path("runbook_url").asText();
                if (rule.has("alert")
                        && !(link.startsWith("docs/operate.md#")
                                && runbooks.contains(link.substring(link.indexOf('#') + 1))
                                && rule.path("labels")
                                        .path("severity")
                                        .asText()
                                        .matches("critical|warning"))) {
                    lost.add(rule.path("alert").asText() + ": " + link);
                }
            }
        }

        assertThat(lost).isEmpty();
    }

    private static Set<String> anchors(String markdown) {
        var anchors = new HashSet<String>();
        markdown.lines()
                .filter(line -> line.startsWith("#"))
                .map(line ->
                        line.replaceFirst("#+ ", "").strip().toLowerCase(java.util.Locale.ROOT))
                .map(title -> title.replaceAll("[^\\w -]", "").replace(' ', '-'))
                .forEach(anchors::add);
        return anchors;
    }

    @Test
    void dashboards_are_listed_for_grafana_and_each_panel_asks_something() throws Exception {
        var listed = YAML.readTree(Sources.read(FOLDER + "kustomization.yaml")).toString();
        var silent = new ArrayList<String>();
        List<Path> files = Sources.under(FOLDER + "dashboards", ".json");
        for (var file : files) {
            assertThat(listed).contains("dashboards/" + file.getFileName());
            for (var panel : JSON.readTree(Sources.read(file)).path("panels")) {
                if (panel.path("targets").isEmpty()
                        || panel.path("targets").path(0).path("expr").asText().isBlank()) {
                    silent.add(file.getFileName() + ": " + panel.path("title").asText());
                }
            }
        }

        assertThat(files).hasSize(3);
        assertThat(silent).isEmpty();
    }
}
