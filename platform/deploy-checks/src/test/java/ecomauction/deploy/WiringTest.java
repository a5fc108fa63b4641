package ecomauction.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What one side calls, the other side is: alarms, metrics, traces, the databases, the way in.
class WiringTest {

    private static final Rendering PRODUCTION =
            new Rendering("ecomauction", "helm/ecomauction/values-prod.yaml", "1.36.0");
    private static final Rendering STAND_INS =
            new Rendering("ecomauction", "helm/ecomauction/values-local-stand-ins.yaml", "1.36.0");
    private static final Pattern URL = Pattern.compile("url: (\\S+)");

    static List<String> services() {
        return Code.SERVICES;
    }

    @Test
    void alarmsReachNotificationService() {
        var alertmanager = Sources.read("k8s/observability/alertmanager.yaml");
        var url = URL.matcher(alertmanager).results().findFirst().orElseThrow().group(1);
        var called = URI.create(url);
        var service = PRODUCTION.one("Service", "notification-service");

        assertThat(called.getHost())
                .isEqualTo(
                        service.name()
                                + "."
                                + service.node().at("/metadata/namespace").asText("ecomauction"));
        assertThat(called.getPort()).isEqualTo(service.node().at("/spec/ports/0/port").asInt());
        assertThat(Sources.read("notification-service/src/main/openapi/openapi.yaml"))
                .contains(called.getPath() + ":");
        // The same word on both sides.
        assertThat(alertmanager).contains("secrets/alarm-webhook/password");
        assertThat(variable("notification-service", "NOTIFICATION_ALARM_SECRET"))
                .isEqualTo("{\"name\":\"alarm-webhook\",\"key\":\"password\"}");
        assertThat(Sources.read("k8s/platform/secrets")).contains("make_secret alarm-webhook");
        var config = config(PRODUCTION, "notification-service");
        assertThat(config.path("NOTIFICATION_OPERATORS").asText()).contains("@");
        assertThat(config.path("NOTIFICATION_ALARM_TRACE").asText()).contains("{traceId}");
        // Rules name docs/operate.md#….
        assertThat(config.path("NOTIFICATION_ALARM_RUNBOOKS").asText())
                .startsWith("https://")
                .endsWith("/");
    }

    @ParameterizedTest
    @MethodSource("services")
    void prometheusFindsEveryService(String service) {
        var monitor =
                Manifest.in(Sources.at("k8s/observability/service-monitors.yaml"))
                        .getFirst()
                        .node();
        var ours = PRODUCTION.one("Service", service);

        assertThat(monitor.at("/spec/selector/matchLabels").properties())
                .isNotEmpty()
                .isSubsetOf(ours.labels().properties());
        assertThat(ours.node().at("/spec/ports/0/name"))
                .isEqualTo(monitor.at("/spec/endpoints/0/port"));
        assertThat(monitor.at("/spec/namespaceSelector/matchNames/0").asText())
                .isEqualTo("ecomauction");
        // Prometheus and Alertmanager are let in from where they are.
        var kustomization = Sources.read("k8s/observability/kustomization.yaml");
        assertThat(PRODUCTION.one("NetworkPolicy", service).node().at("/spec/ingress").toString())
                .contains("\"kubernetes.io/metadata.name\":\"monitoring\"");
        assertThat(kustomization).contains("namespace: monitoring");
    }

    /// Autoscalers ask Prometheus for what Kafka's exporter tells.
    @Test
    void prometheusFindsKafka() {
        var monitors = Manifest.in(Sources.at("k8s/observability/service-monitors.yaml"));
        var kafka = Manifest.in(Sources.at("k8s/platform/kafka/kafka.yaml")).getLast().node();
        assertThat(kafka.path("spec").has("kafkaExporter")).isTrue();
        assertThat(monitors)
                .filteredOn(monitor -> monitor.name().equals("kafka"))
                .singleElement()
                .extracting(monitor ->
                        monitor.node().at("/spec/selector/matchLabels").path("strimzi.io/cluster"))
                .isEqualTo(kafka.at("/metadata/name"));
    }

    @ParameterizedTest
    @MethodSource("services")
    void tracesGoWhereAValueSaysAndNowhereElse(String service) {
        var variable = "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT";
        assertThat(config(PRODUCTION, service).path(variable).asText()).endsWith(":4317");
        assertThat(ports(PRODUCTION, service)).contains("4317");
        assertThat(config(STAND_INS, service).has(variable)).isFalse();
        assertThat(ports(STAND_INS, service)).doesNotContain("4317");
        assertThat(Code.readsVariable(service, variable)).isTrue();
        assertThat(Code.readsVariable(service, variable.replace("OTLP", "OTPL"))).isFalse();
    }

    private static String ports(Rendering rendering, String service) {
        return rendering.one("NetworkPolicy", service).node().at("/spec/egress").toString();
    }

    @ParameterizedTest
    @MethodSource("services")
    void databasesProveTheirNames(String service) {
        var database = service.replace("-service", "-db");
        for (var kind : List.of("Deployment", "Job")) {
            var name = kind.equals("Job") ? service + "-migration" : service;
            var pod = PRODUCTION.one(kind, name).pods().orElseThrow().spec().toString();
            // The certificate and not the key that lies beside it.
            assertThat(pod)
                    .contains(
                            "{\"name\":\"%s-ca\",\"items\":[{\"key\":\"ca.crt\",\"path\":\"postgres.crt\"}]}"
                                    .formatted(database));
        }
        var config = config(PRODUCTION, service);
        assertThat(config.path("QUARKUS_DATASOURCE_REACTIVE_POSTGRESQL_SSL_MODE").asText())
                .isEqualTo("verify-full");
        assertThat(
                        config.path("QUARKUS_DATASOURCE_REACTIVE_HOSTNAME_VERIFICATION_ALGORITHM")
                                .asText())
                .isEqualTo("HTTPS");
        assertThat(config.path("QUARKUS_FLYWAY_JDBC_URL").asText())
                .contains("//" + database + "-rw:", "sslmode=verify-full", "/etc/ca/postgres.crt");
        assertThat(config(STAND_INS, service).toString()).doesNotContain("verify-full");
        assertThat(Sources.read("k8s/platform/postgres/all-clusters.patch.yaml"))
                .contains("hostnossl all all all reject");
    }

    @Test
    void kindLeadsToTheEdgeAndTheEdgeToTheServices() {
        var port = STAND_INS.one("Service", "edge").node().at("/spec/ports/0/nodePort").asInt();
        assertThat(Sources.read("k8s/kind/cluster.yaml")).contains("containerPort: " + port + ",");
        for (var service : Code.SERVICES) {
            assertThat(
                            STAND_INS
                                    .one("NetworkPolicy", service)
                                    .node()
                                    .at("/spec/ingress")
                                    .toString())
                    .contains("{\"app.kubernetes.io/name\":\"edge\"}");
        }
    }

    /// The people of `./ecom up`, so that the tour of README works there; production has none of
    /// them.
    @Test
    void aTryOutHasPeopleWhoGetTokensByCommand() throws IOException {
        var json = new ObjectMapper();
        var files = STAND_INS.one("ConfigMap", "keycloak-files").node().path("data");
        var realm = json.readTree(files.path("ecomauction-realm.json").asText());
        var local =
                json.readTree(
                        Sources.read("platform/local-stack/src/main/resources/local-realm.json"));
        var users = realm.path("users").findValuesAsText("username");
        var script = Sources.read("k8s/kind/token");

        assertThat(local.path("users").fieldNames())
                .toIterable()
                .contains("seller", "bidder1")
                .isSubsetOf(users);
        assertThat(users).contains("service-account-notification-service");
        assertThat(realm.path("clients").findValuesAsText("clientId"))
                .contains("ecomauction-web", "ecomauction-cli");
        assertThat(realm.at("/passwordPolicy").asText()).isEmpty();
        assertThat(script).contains("client_id=ecomauction-cli&");
        assertThat(STAND_INS.one("Deployment", "keycloak").node().toString())
                .contains("http://" + script.replaceAll("(?s).*http://(localhost:\\d+)/.*", "$1"));
        assertThat(Sources.read("k8s/platform/keycloak/ecomauction-realm.json"))
                .doesNotContain("ecomauction-cli", "bidder1");
    }

    private static JsonNode config(Rendering rendering, String service) {
        return rendering.one("ConfigMap", service).node().path("data");
    }

    /// Where a variable's secret is.
    private static String variable(String service, String name) {
        var container =
                PRODUCTION
                        .one("Deployment", service)
                        .pods()
                        .orElseThrow()
                        .spec()
                        .at("/containers/0");
        return Manifest.elements(container.path("env"))
                .filter(variable -> variable.path("name").asText().equals(name))
                .map(variable -> variable.at("/valueFrom/secretKeyRef").toString())
                .findFirst()
                .orElse("");
    }
}
