package ecomauction.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What charts and manifests name, the code has: renamed on one side only, it is found here.
class NamesTest {

    private static final Rendering PRODUCTION =
            new Rendering("ecomauction", "helm/ecomauction/values-prod.yaml", "1.36.0");
    private static final Rendering BY_METRICS =
            new Rendering(
                    "ecomauction",
                    "platform/deploy-checks/src/test/resources/variants/ecomauction/hpa-metrics.yaml",
                    "1.36.0");
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Of Prometheus, of Quarkus and its extensions, and of Strimzi's exporter.
    private static final Set<String> METRICS_OF_OTHERS =
            Set.of(
                    "up",
                    "http_server_requests",
                    "jvm_gc_pause",
                    "jvm_memory_max_bytes",
                    "jvm_memory_used_bytes",
                    "jvm_threads_live_threads",
                    "process_cpu_usage",
                    "process_uptime",
                    "sql_pool_active",
                    "sql_pool_queue_size",
                    "kafka_consumer_fetch_manager_records_consumed",
                    "kafka_consumer_fetch_manager_records_lag",
                    "kafka_consumergroup_lag");

    static List<String> services() {
        return Code.SERVICES;
    }

    @ParameterizedTest
    @MethodSource("services")
    void everyVariableIsReadBySomebody(String service) {
        var names = new TreeSet<String>();
        config(service).fieldNames().forEachRemaining(names::add);
        for (var manifest :
                List.of(
                        PRODUCTION.one("Deployment", service),
                        PRODUCTION.one("Job", service + "-migration"))) {
            Manifest.elements(container(manifest).path("env"))
                    .forEach(variable -> names.add(variable.path("name").asText()));
        }
        assertThat(names).hasSizeGreaterThan(8).allMatch(name -> Code.readsVariable(service, name));
    }

    @Test
    void anUnknownVariableIsFound() {
        assertThat(Code.readsVariable("bid-service", "QUARKUS_HTTP_PORTS")).isFalse();
        assertThat(Code.readsVariable("bid-service", "NOTIFICATION_PUBLIK_URL")).isFalse();
        // Fixed when the image is made: a chart cannot change it.
        assertThat(Code.readsVariable("bid-service", "QUARKUS_FLYWAY_ENABLED")).isFalse();
    }

    @ParameterizedTest
    @MethodSource("services")
    void consumersAreScaledByWhatTheyShare(String service) {
        var queries = PRODUCTION.one("ScaledObject", service).node().toString();
        Code.shared(service)
                .forEach(topic -> assertThat(queries).contains("topic=\\\"" + topic + "\\\""));
        assertThat(Pattern.compile("topic=").matcher(queries).results())
                .hasSize(Code.shared(service).size());
    }

    /// By which pods are scaled, alarms raised and panels drawn.
    @Test
    void metricsExist() throws IOException {
        var queries = new ArrayList<String>();
        for (var service : Code.SERVICES) {
            queries.addAll(
                    PRODUCTION
                            .one("ScaledObject", service)
                            .node()
                            .path("spec")
                            .findValuesAsText("query"));
        }
        queries.addAll(ofRules("expr"));
        for (var file : Sources.under("k8s/observability/dashboards", ".json")) {
            queries.addAll(
                    JSON.readTree(Sources.read(file)).path("panels").findValuesAsText("expr"));
        }
        adapted().forEach((_, rule) -> queries.add(rule.path("seriesQuery").asText()));

        assertThat(queries).hasSizeGreaterThan(50);
        assertThat(queries).flatMap(NamesTest::unknown).isEmpty();
        assertThat(unknown("max(auctions_closing_next_5)")).hasSize(1);
        assertThat(unknown("sum by (le) (rate(bids_batch_size_total_x[1m]))")).hasSize(1);
        // A panel of this kind draws a zero and never looks empty.
        assertThat(unknown("sum(rate(dead_mails_total[1h])) or 0 * sum(upp)")).hasSize(2);
    }

    private static List<String> unknown(String query) {
        var known = new TreeSet<>(METRICS_OF_OTHERS);
        Code.meters().forEach(name -> known.add(PromQl.meter(name)));
        known.addAll(ofRules("record"));
        return PromQl.metrics(query).stream()
                .filter(metric -> !known.contains(PromQl.meter(metric)))
                .toList();
    }

    private static List<String> ofRules(String field) {
        return Manifest.in(Sources.at("k8s/observability/rules.yaml"))
                .getFirst()
                .node()
                .findValuesAsText(field);
    }

    /// What a plain HPA asks for, prometheus-adapter serves.
    @Test
    void plainHpasAreServed() throws IOException {
        var served = adapted();
        var hpa = BY_METRICS.one("HorizontalPodAutoscaler", "bid-service").node().path("spec");
        var asked = new TreeSet<String>();
        hpa.findValues("metric").forEach(metric -> asked.add(metric.path("name").asText()));

        assertThat(served.keySet()).isEqualTo(asked).hasSize(3);
        // As KEDA asks: every pod tells the same number.
        assertThat(served)
                .hasEntrySatisfying(
                        "auctions_closing_next_5m",
                        rule -> assertThat(rule.path("metricsQuery").asText()).startsWith("max("));
    }

    private static Map<String, JsonNode> adapted() throws IOException {
        var rules = new YAMLMapper().readTree(Sources.read("k8s/observability/adapter-rules.yaml"));
        var served = new TreeMap<String, JsonNode>();
        for (var kind : List.of("custom", "external")) {
            for (var rule : rules.path("rules").path(kind)) {
                var series = rule.path("seriesQuery").asText();
                var name = rule.at("/name/as").asText(series.substring(0, series.indexOf('{')));
                served.put(name, rule);
            }
        }
        return served;
    }

    @Test
    void rolesAndTheRealmAreOne() throws IOException {
        var realm =
                (ObjectNode)
                        JSON.readTree(Sources.read("k8s/platform/keycloak/ecomauction-realm.json"));
        assertThat(realm.at("/roles/realm").findValuesAsText("name")).containsAll(Code.roles());
        assertThat(Code.roles()).contains("seller", "operator");

        // The switch of an identity provider is a boolean in the cluster, so it cannot be asked
        // for.
        realm.path("identityProviders")
                .forEach(provider -> ((ObjectNode) provider).put("enabled", false));
        var imported =
                Manifest.in(Sources.at("k8s/platform/keycloak/realm-import.yaml")).getFirst();
        assertThat(imported.node().at("/spec/realm").toPrettyString())
                .isEqualTo(realm.toPrettyString());
    }

    private static JsonNode config(String service) {
        return PRODUCTION.one("ConfigMap", service).node().path("data");
    }

    private static JsonNode container(Manifest manifest) {
        return manifest.pods().orElseThrow().spec().at("/containers/0");
    }
}
