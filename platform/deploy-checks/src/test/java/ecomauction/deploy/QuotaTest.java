package ecomauction.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kubernetes.client.custom.Quantity;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The namespace's quota has room for the platform and for as many pods as autoscalers may start,
/// while each Deployment has one more as it is rolled out.
class QuotaTest {

    /// So many pods that each ask for so much.
    private record Share(String who, int pods, BigDecimal cpu, BigDecimal memory) {

        static Share of(String who, int pods, Stream<JsonNode> containers) {
            var requests =
                    containers.map(container -> container.at("/resources/requests")).toList();
            return new Share(who, pods, sum(requests, "cpu"), sum(requests, "memory"));
        }

        private static BigDecimal sum(List<JsonNode> requests, String resource) {
            return requests.stream()
                    .map(request -> amount(request.path(resource)))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        BigDecimal all(Function<Share, BigDecimal> each) {
            return each.apply(this).multiply(BigDecimal.valueOf(pods));
        }
    }

    private static final Map<String, String> PODS_OF =
            Map.of("Cluster", "instances", "Keycloak", "instances", "KafkaNodePool", "replicas");

    @Test
    void allThatMayRunAtOnceFits() {
        var quota = policy("ResourceQuota").at("/spec/hard");
        var shares = Stream.concat(services(), platform()).toList();

        assertThat(shares).extracting(Share::who).contains("bid-service", "edge", "bid-db");
        assertThat(shares).allMatch(share -> share.cpu().signum() > 0);
        assertThat(sum(shares, Share::cpu))
                .as(shares.toString())
                .isLessThanOrEqualTo(amount(quota.path("requests.cpu")));
        assertThat(sum(shares, Share::memory))
                .isLessThanOrEqualTo(amount(quota.path("requests.memory")))
                .isLessThanOrEqualTo(amount(quota.path("limits.memory")));
        assertThat(shares.stream().mapToInt(Share::pods).sum())
                .isLessThanOrEqualTo(quota.path("pods").asInt());
    }

    private static BigDecimal sum(List<Share> shares, Function<Share, BigDecimal> each) {
        return shares.stream()
                .map(share -> share.all(each))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /// Migrations and tests run before and after pods are rolled out, in place of the one more.
    private static Stream<Share> services() {
        var production =
                new Rendering("ecomauction", "helm/ecomauction/values-prod.yaml", "1.36.0")
                        .manifests();
        return deployments(production)
                .map(deployment -> {
                    var most =
                            production.stream()
                                    .filter(scaler -> scaler.kind().equals("ScaledObject"))
                                    .filter(scaler -> scaler.name().equals(deployment.name()))
                                    .mapToInt(scaler ->
                                            scaler.node().at("/spec/maxReplicaCount").asInt())
                                    .findFirst()
                                    .orElse(deployment.node().at("/spec/replicas").asInt());
                    return Share.of(deployment.name(), most + 1, containers(deployment));
                });
    }

    private static Stream<Share> platform() {
        var result = Tool.named("kubectl").run("kustomize", "k8s/platform");
        var manifests = Manifest.parse("k8s/platform", result.output());
        var servers =
                manifests.stream()
                        .filter(manifest -> PODS_OF.containsKey(manifest.kind()))
                        .map(manifest -> {
                            var spec = manifest.node().path("spec");
                            var pods = spec.path(PODS_OF.get(manifest.kind())).asInt();
                            return Share.of(manifest.name(), pods, Stream.of(spec));
                        });
        var others =
                deployments(manifests)
                        .map(deployment -> Share.of(deployment.name(), 1, containers(deployment)));
        return Stream.concat(Stream.concat(servers, others), Stream.of(operators()));
    }

    /// Strimzi's topic and user operator and exporter say nothing, and get what the namespace sets.
    private static Share operators() {
        var given = policy("LimitRange").at("/spec/limits/0/defaultRequest");
        return new Share("operators", 3, amount(given.path("cpu")), amount(given.path("memory")));
    }

    private static Stream<Manifest> deployments(List<Manifest> manifests) {
        return manifests.stream().filter(manifest -> manifest.kind().equals("Deployment"));
    }

    private static Stream<JsonNode> containers(Manifest manifest) {
        return manifest.pods().orElseThrow().containers();
    }

    private static JsonNode policy(String kind) {
        return Manifest.in(Sources.at("k8s/policies/quota.yaml")).stream()
                .filter(manifest -> manifest.kind().equals(kind))
                .map(Manifest::node)
                .findFirst()
                .orElseThrow();
    }

    private static BigDecimal amount(JsonNode quantity) {
        return Quantity.fromString(quantity.asText()).getNumber();
    }
}
