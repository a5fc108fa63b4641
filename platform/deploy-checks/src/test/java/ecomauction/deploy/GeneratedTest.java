package ecomauction.deploy;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Charts say what quarkus-kubernetes reads out of the code: ports, probes, metrics, migrations.
class GeneratedTest {

    private static final Rendering PRODUCTION =
            new Rendering("ecomauction", "helm/ecomauction/values-prod.yaml", "1.36.0");
    private static final List<String> SAME =
            List.of(
                    "/ports/0/containerPort",
                    "/startupProbe/httpGet/path",
                    "/readinessProbe/httpGet/path",
                    "/livenessProbe/httpGet/path");

    static List<String> services() {
        return Code.SERVICES;
    }

    @ParameterizedTest
    @MethodSource("services")
    void portsAndProbesAreThoseOfTheCode(String service) {
        var ours = container(PRODUCTION.one("Deployment", service));
        assertThat(differences(ours, container(generated(service, "Deployment")))).isEmpty();

        var config = PRODUCTION.one("ConfigMap", service).node().path("data");
        assertThat(config.path("QUARKUS_HTTP_PORT").asText())
                .isEqualTo(ours.at("/ports/0/containerPort").asText());
        var metrics = generated(service, "ServiceMonitor").node().at("/spec/endpoints/0/path");
        assertThat(Sources.read("k8s/observability/service-monitors.yaml"))
                .contains("path: " + metrics.asText());
    }

    @Test
    void aPortOrProbeThatChangedIsFound() {
        var ours = container(PRODUCTION.one("Deployment", "bid-service"));
        ObjectNode moved = container(generated("bid-service", "Deployment")).deepCopy();
        ((ObjectNode) moved.at("/ports/0")).put("containerPort", 8081);
        ((ObjectNode) moved.at("/readinessProbe/httpGet")).put("path", "/ready");

        assertThat(differences(ours, moved))
                .containsExactly("/ports/0/containerPort", "/readinessProbe/httpGet/path");
    }

    private static List<String> differences(JsonNode ours, JsonNode generated) {
        return SAME.stream()
                .filter(path ->
                        ours.at(path).isMissingNode() || !ours.at(path).equals(generated.at(path)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("services")
    void theMigrationRunsAsQuarkusSays(String service) {
        assertThat(variables(container(PRODUCTION.one("Job", service + "-migration"))))
                .containsAll(variables(container(generated(service, "Job"))));
        // And pods leave it alone.
        var config = PRODUCTION.one("ConfigMap", service).node().path("data");
        assertThat(variables(container(generated(service, "Deployment"))))
                .contains("QUARKUS_FLYWAY_ACTIVE=" + config.path("QUARKUS_FLYWAY_ACTIVE").asText());
    }

    private static Manifest generated(String service, String kind) {
        return Code.generated(service).stream()
                .filter(manifest -> manifest.kind().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode container(Manifest manifest) {
        return manifest.pods().orElseThrow().spec().at("/containers/0");
    }

    private static Set<String> variables(JsonNode container) {
        return Stream.of(container.path("env"))
                .flatMap(Manifest::elements)
                .filter(variable -> variable.has("value"))
                .map(variable ->
                        variable.path("name").asText() + "=" + variable.path("value").asText())
                .collect(toCollection(TreeSet::new));
    }
}
