package ecomauction.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What is said of sizes is what is set aside.
class SizingTest {

    private static final Rendering PRODUCTION =
            new Rendering("ecomauction", "helm/ecomauction/values-prod.yaml", "1.36.0");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| ([a-z-]+) \\| ([\\d–]+) \\| (\\w+) \\| (\\w+) \\|");

    @Test
    void theTableSaysWhatIsSetAside() {
        var said = new TreeMap<String, String>();
        ROW.matcher(Sources.read("docs/operate.md"))
                .results()
                .forEach(row ->
                        said.put(
                                row.group(1),
                                row.group(2) + " " + row.group(3) + " " + row.group(4)));

        var set = new TreeMap<String, String>();
        for (var service : Code.SERVICES) {
            var scaled = PRODUCTION.one("ScaledObject", service).node().path("spec");
            var pods = scaled.path("minReplicaCount") + "–" + scaled.path("maxReplicaCount");
            var container =
                    PRODUCTION
                            .one("Deployment", service)
                            .pods()
                            .orElseThrow()
                            .spec()
                            .at("/containers/0");
            set.put(service, pods + resources(container));
        }
        platform()
                .forEach((name, spec) ->
                        set.put(
                                name,
                                spec.path("instances").asText(spec.path("replicas").asText())
                                        + resources(spec)));

        assertThat(said).isEqualTo(set).hasSizeGreaterThan(4);
    }

    /// Figures are of services as ./ecom starts them.
    @Test
    void theCollectorIsTheOneThatWasMeasured() {
        var measured =
                Sources.read("platform/local-stack/src/main/java/ecomauction/local/Service.java");
        for (var service : Code.SERVICES) {
            var config = PRODUCTION.one("ConfigMap", service).node().path("data");
            assertThat(config.path("JAVA_TOOL_OPTIONS").asText().split(" "))
                    .filteredOn(flag -> flag.endsWith("GC"))
                    .singleElement()
                    .matches(flag -> measured.contains('"' + flag + '"'));
        }
    }

    private static Map<String, JsonNode> platform() {
        var specs = new TreeMap<String, JsonNode>();
        Stream.of(
                        "postgres/auction-db",
                        "postgres/bid-db",
                        "postgres/notification-db",
                        "kafka/kafka")
                .flatMap(file -> Manifest.in(Sources.at("k8s/platform/" + file + ".yaml")).stream())
                .filter(manifest -> List.of("Cluster", "KafkaNodePool").contains(manifest.kind()))
                .filter(manifest -> !manifest.name().equals("controller"))
                .forEach(manifest -> specs.put(manifest.name(), manifest.node().path("spec")));
        return specs;
    }

    private static String resources(JsonNode holder) {
        var requests = holder.at("/resources/requests");
        return " " + requests.path("cpu").asText() + " " + requests.path("memory").asText();
    }
}
