package ecomauction.deploy;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Services where Knative starts and ends pods: who rests, and how they are reached.
class ServerlessTest {

    private static final Rendering SERVERLESS =
            new Rendering("ecomauction", "helm/ecomauction/values-serverless.yaml", "1.36.0");
    private static final Rendering RESTING =
            new Rendering(
                    "bid-service",
                    "platform/deploy-checks/src/test/resources/variants/bid-service/resting.yaml",
                    "1.36.0");

    static List<String> services() {
        return Code.SERVICES;
    }

    @ParameterizedTest
    @MethodSource("services")
    void whoReadsEventsNeverRests(String service) {
        assertThat(leastPods(SERVERLESS, service))
                .isEqualTo(Code.read(service).isEmpty() ? "0" : "1");
    }

    @Test
    void whoReadsNoneRests() {
        assertThat(leastPods(RESTING, "bid-service")).isEqualTo("0");
    }

    private static String leastPods(Rendering rendering, String service) {
        return rendering
                .one("Service", service)
                .node()
                .at("/spec/template/metadata/annotations")
                .path("autoscaling.knative.dev/min-scale")
                .asText();
    }

    /// Ports of the proxy that Knative puts into each pod, as its sources have them.
    @ParameterizedTest
    @MethodSource("services")
    void onlyKnativeReachesItsProxyAndOnlyPrometheusTheServiceItself(String service) {
        var ingress = SERVERLESS.one("NetworkPolicy", service).node().at("/spec/ingress");

        assertThat(ingress).hasSize(2);
        assertThat(ports(ingress.path(0))).isEqualTo("8012 8013 8022 9090");
        assertThat(ingress.path(0).path("from").toString())
                .contains("knative-serving", "kourier-system")
                .doesNotContain("monitoring");
        assertThat(ports(ingress.path(1))).isEqualTo("8080");
        assertThat(ingress.path(1).path("from").toString())
                .contains("monitoring")
                .doesNotContain("knative-serving");
    }

    private static String ports(JsonNode rule) {
        return Manifest.elements(rule.path("ports"))
                .map(port -> port.path("port").asText())
                .collect(joining(" "));
    }

    /// A Service of Knative leads to its proxies, which know it by its full name and at port 80.
    @ParameterizedTest
    @MethodSource("services")
    void theTestGoesTheWayThatRequestsGo(String service) {
        var name = service + "-test";

        assertThat(SERVERLESS.one("Pod", name).node().at("/spec/containers/0/command").toString())
                .contains("\"http://" + service + ".ecomauction/q/health/ready\"");
        assertThat(SERVERLESS.one("NetworkPolicy", name).node().at("/spec/egress/1/to").toString())
                .contains("kourier-system");
    }

    /// The name that Knative gives the port of a container, whatever the chart calls it.
    @Test
    void prometheusAsksThePodsThemselves() {
        var monitor =
                Manifest.in(Sources.at("k8s/observability/service-monitors.yaml")).stream()
                        .filter(manifest -> manifest.name().equals("serverless"))
                        .findFirst()
                        .orElseThrow();

        assertThat(monitor.node().at("/spec/podMetricsEndpoints/0/port").asText())
                .isEqualTo("user-port");
        assertThat(monitor.node().at("/spec/selector/matchLabels").properties())
                .isSubsetOf(
                        SERVERLESS
                                .one("Service", "bid-service")
                                .pods()
                                .orElseThrow()
                                .labels()
                                .properties());
    }
}
