package ecomauction.deploy;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Everything is denied in the namespace; what is opened in production is listed in `network.txt`.
class NetworkTest {

    private static final List<Manifest> PRODUCTION =
            new Rendering("ecomauction", "helm/ecomauction/values-prod.yaml", "1.36.0").manifests();

    @Test
    void whatIsOpenIsListed() {
        var network = network(PRODUCTION, platform());
        var open = new TreeSet<>(network.in());
        open.addAll(network.out());

        var listed =
                Sources.read("platform/deploy-checks/src/test/resources/network.txt")
                        .lines()
                        .filter(line -> !line.startsWith("#"));
        assertThat(String.join("\n", open)).isEqualTo(listed.collect(joining("\n")));
    }

    /// A way within the namespace is open only if both of its ends are.
    @Test
    void bothEndsOfAWayAreOpen() {
        var network = network(PRODUCTION, platform());

        assertThat(within(network.in())).isEqualTo(within(network.out())).hasSizeGreaterThan(20);

        // Servers of a try-out have ports that nobody in the namespace calls.
        var tryOut = network(standIns(), List.of());
        assertThat(within(tryOut.in())).containsAll(within(tryOut.out()));
        assertThat(within(tryOut.out())).contains("bid-service -> kafka:9092");
    }

    /// Of Kafka's own ways Strimzi makes the policies of those who are called.
    private static Set<String> within(Set<String> ways) {
        return ways.stream()
                .filter(way -> !way.contains("/"))
                .filter(way -> !way.equals("kafka -> kafka"))
                .collect(toCollection(TreeSet::new));
    }

    @Test
    void nobodyIsLetThroughForWantOfAName() {
        var all =
                Stream.of(PRODUCTION, platform(), kustomized("k8s/log-archive"), standIns())
                        .flatMap(List::stream)
                        .toList();
        var network = new Network(podsOf(all));
        policies(all).forEach(network::add);
        assertThat(network.faults()).isEmpty();

        Manifest.parse(
                        "here",
                        """
                        kind: NetworkPolicy
                        metadata: {name: a}
                        spec: {podSelector: {}, egress: [{ports: [{port: 443}]}]}
                        """)
                .forEach(network::add);
        assertThat(network.faults()).isNotEmpty();
    }

    private static List<Manifest> standIns() {
        return new Rendering(
                        "ecomauction", "helm/ecomauction/values-local-stand-ins.yaml", "1.36.0")
                .manifests();
    }

    private static List<Manifest> platform() {
        return kustomized("k8s/platform");
    }

    private static List<Manifest> kustomized(String folder) {
        return Manifest.parse(folder, Tool.named("kubectl").run("kustomize", folder).output());
    }

    private static Network network(List<Manifest> ours, List<Manifest> platform) {
        var all = Stream.concat(ours.stream(), platform.stream()).toList();
        var network = new Network(podsOf(all));
        policies(all).forEach(network::add);
        platform.stream()
                .filter(manifest -> manifest.kind().equals("Kafka"))
                .flatMap(kafka -> Manifest.elements(kafka.node().at("/spec/kafka/listeners")))
                .forEach(listener -> network.addListener(listener, "kafka"));
        return network;
    }

    private static Stream<Manifest> policies(List<Manifest> manifests) {
        return manifests.stream().filter(manifest -> manifest.kind().equals("NetworkPolicy"));
    }

    /// Those of charts, and those that operators make, with the labels that they give them.
    private static Map<String, JsonNode> podsOf(List<Manifest> manifests) {
        var pods = new TreeMap<String, JsonNode>();
        for (var manifest : manifests) {
            manifest.pods().ifPresent(found -> pods.put(manifest.name(), found.labels()));
            switch (manifest.kind()) {
                case "Cluster" ->
                        pods.put(
                                manifest.name(),
                                labels(Map.of("cnpg.io/cluster", manifest.name())));
                case "Kafka" ->
                        pods.put(
                                "kafka",
                                labels(
                                        Map.of(
                                                "strimzi.io/cluster",
                                                manifest.name(),
                                                "strimzi.io/name",
                                                manifest.name() + "-kafka")));
                case "Keycloak" -> pods.put("keycloak", labels(Map.of("app", "keycloak")));
                default -> {}
            }
        }
        return pods;
    }

    private static JsonNode labels(Map<String, String> labels) {
        return new ObjectMapper().valueToTree(labels);
    }
}
