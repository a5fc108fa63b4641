package ecomauction.deploy;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Each list of who owns which prefix is that of the services' charts, which the local gateway
/// reads. A route is written `prefix service`.
class EdgeRoutesTest {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Pattern IN_NGINX =
            Pattern.compile("\"~\\^(\\S+)\\(\\?:/\\|\\$\\)\" (\\S+);");

    /// What only the cluster itself asks for: it has no way in.
    private static final Set<String> INSIDE = Set.of("/v1/ops/alarms");

    private static String edge() {
        return new Rendering("edge", "", "1.36.0")
                .one("ConfigMap", "edge")
                .node()
                .at("/data/settings.conf")
                .asText();
    }

    private static String of(String values) {
        return new Rendering("ecomauction", "helm/ecomauction/" + values, "1.36.0")
                .manifests().stream()
                        .filter(manifest -> manifest.kind().matches("Ingress|HTTPRoute"))
                        .map(manifest -> manifest.node().toString())
                        .collect(joining("\n---\n"));
    }

    private static Set<String> ofCharts() throws IOException {
        var routes = new TreeSet<String>();
        for (var service : Code.SERVICES) {
            var values = YAML.readTree(Sources.read("helm/" + service + "/values.yaml"));
            values.path("routes").forEach(prefix -> routes.add(prefix.asText() + " " + service));
        }
        return routes;
    }

    private static Set<String> inNginx(String configuration) {
        var routes = new TreeSet<String>();
        IN_NGINX.matcher(configuration)
                .results()
                .forEach(route -> routes.add(route.group(1) + " " + route.group(2)));
        return routes;
    }

    private static Set<String> inManifests(String manifests) {
        var routes = new TreeSet<String>();
        for (var manifest : Manifest.parse("here", manifests)) {
            var spec = manifest.node().path("spec");
            for (var rule : spec.path("rules")) {
                for (var path : rule.at("/http/paths")) {
                    routes.add(text(path, "/path") + " " + text(path, "/backend/service/name"));
                }
                for (var match : rule.path("matches")) {
                    routes.add(
                            text(match, "/path/value") + " " + text(rule, "/backendRefs/0/name"));
                }
            }
        }
        return routes;
    }

    private static String text(JsonNode node, String at) {
        return node.at(at).asText();
    }

    @Test
    void the_edge_knows_every_prefix_of_every_service() throws Exception {
        assertThat(inNginx(edge())).isEqualTo(ofCharts()).hasSizeGreaterThan(5);
        assertThat(inNginx(edge().replace("/v1/lots", "/v1/lot"))).isNotEqualTo(ofCharts());
        assertThat(inNginx(edge().replace("\" bid-", "\" auction-"))).isNotEqualTo(ofCharts());
    }

    /// One route, which leads to the edge, and services that hear nobody else.
    @Test
    void production_has_one_way_in() {
        var routes = of("values-prod.yaml");

        assertThat(inManifests(routes)).containsExactly("/ edge");
        for (var service : Code.SERVICES) {
            assertThat(callers("values-prod.yaml", service))
                    .containsExactlyInAnyOrder(service + "-test", "edge", "monitoring");
            assertThat(callers("values-dev.yaml", service)).contains("ingress-nginx");
        }
        assertThat(callers("values-prod.yaml", "edge"))
                .containsExactlyInAnyOrder("edge-test", "gateway-system");
    }

    private static Set<String> callers(String values, String name) {
        var callers = new TreeSet<String>();
        var policy =
                new Rendering("ecomauction", "helm/ecomauction/" + values, "1.36.0")
                        .one("NetworkPolicy", name);
        for (var rule : policy.node().at("/spec/ingress")) {
            for (var peer : rule.path("from")) {
                peer.findValues("matchLabels")
                        .forEach(labels -> labels.forEach(label -> callers.add(label.asText())));
            }
        }
        return callers;
    }

    @Test
    void without_the_edge_each_service_has_a_way_in() throws Exception {
        var routes = of("values-dev.yaml");

        assertThat(inManifests(routes)).isEqualTo(ofCharts());
        assertThat(inManifests(routes.replace("/v1/rules", "/v1/rule"))).isNotEqualTo(ofCharts());
        assertThat(inManifests(routes.replace("\"name\":\"bid-service\"", "\"name\":\"x\"")))
                .isNotEqualTo(ofCharts());
    }

    /// Envoy's default would end every event stream after 15 seconds.
    @Test
    void no_gateway_ends_a_stream() {
        var routes = Manifest.parse("here", of("values-prod.yaml"));

        assertThat(routes).isNotEmpty();
        for (var route : routes) {
            assertThat(route.node().path("spec").findValuesAsText("request"))
                    .as(route.toString())
                    .containsExactly("0s");
        }
    }

    @Test
    void everything_that_a_service_offers_has_a_way_in_and_nothing_else() throws Exception {
        for (var service : Code.SERVICES) {
            var document = YAML.readTree(Sources.read(service + "/src/main/openapi/openapi.yaml"));
            var paths = new TreeSet<String>();
            document.path("paths").fieldNames().forEachRemaining(paths::add);
            paths.removeAll(INSIDE);
            var prefixes = prefixes(service);

            assertThat(paths)
                    .as(service)
                    .allMatch(path -> prefixes.stream().anyMatch(prefix -> within(path, prefix)));
            assertThat(prefixes)
                    .as(service)
                    .allMatch(prefix -> paths.stream().anyMatch(path -> within(path, prefix)));
            INSIDE.forEach(path -> assertThat(prefixes).noneMatch(prefix -> within(path, prefix)));
        }
    }

    private static List<String> prefixes(String service) throws IOException {
        return ofCharts().stream()
                .map(route -> route.split(" "))
                .filter(route -> route[1].equals(service))
                .map(route -> route[0])
                .toList();
    }

    private static boolean within(String path, String prefix) {
        return (path + "/").startsWith(prefix + "/");
    }
}
