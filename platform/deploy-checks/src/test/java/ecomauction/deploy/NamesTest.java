package ecomauction.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9]*(?:_[a-z0-9]+)+");

    /// Of Quarkus, and of Strimzi's exporter.
    private static final Set<String> METRICS_OF_OTHERS =
            Set.of("http_server_requests", "kafka_consumergroup_lag");

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

    @Test
    void metricsExist() {
        var named = new TreeSet<String>();
        for (var rendering : List.of(PRODUCTION, BY_METRICS)) {
            rendering.manifests().stream()
                    .filter(manifest -> manifest.node().has("spec"))
                    .flatMap(manifest ->
                            Stream.of("query", "metric")
                                    .flatMap(key -> manifest.node().findValues(key).stream()))
                    .map(query -> query.isTextual() ? query.asText() : query.path("name").asText())
                    .flatMap(query -> WORD.matcher(query).results())
                    .map(word -> word.group())
                    .forEach(named::add);
        }
        var known = new TreeSet<>(Code.meters());
        known.addAll(METRICS_OF_OTHERS);
        assertThat(known).contains("auctions_closing_next_5m");
        assertThat(named)
                .contains("auctions_closing_next_5m", "kafka_consumergroup_lag")
                .allMatch(name -> known.stream().anyMatch(name::startsWith));
    }

    @Test
    void rolesAndTheRealmAreOne() throws IOException {
        var realm =
                (ObjectNode)
                        new ObjectMapper()
                                .readTree(
                                        Sources.read(
                                                "k8s/platform/keycloak/ecomauction-realm.json"));
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
