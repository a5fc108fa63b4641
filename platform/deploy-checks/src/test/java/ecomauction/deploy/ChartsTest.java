package ecomauction.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every chart with every file of values for every version of Kubernetes.
class ChartsTest {

    private static StrictReading reading;

    @BeforeAll
    static void readSchemas() {
        Tool.named("helm");
        reading = new StrictReading(Crds.load());
    }

    static Stream<Rendering> renderings() {
        return Rendering.all();
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void helmHasNothingToSay(Rendering rendering) {
        var result = rendering.lint();
        assertThat(result.succeeded()).as(result.output()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void everyObjectIsAsItsSchemaSays(Rendering rendering) {
        assertThat(rendering.manifests()).isNotEmpty();
        assertThat(rendering.manifests()).flatMap(reading::faults).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void everythingRunsAsOurPoliciesSay(Rendering rendering) {
        assertThat(rendering.manifests()).flatMap(Policies::faults).isEmpty();
        assertThat(Policies.faultsOfAll(rendering.manifests())).isEmpty();
    }

    @Test
    void anUnknownValueIsAnError() {
        var helm = Tool.named("helm");
        for (var value :
                List.of(
                        "bid-service replicsa=2",
                        "bid-service autoscaling.mxa=2",
                        "bid-service global.ruote=2",
                        "ecomauction replicsa=2",
                        "ecomauction bid-service.image.digset=2",
                        "ecomauction edge.replicsa=2",
                        "ecomauction global.route.kidn=2",
                        "stand-ins servers.kafka.imgae=2",
                        "edge replicsa=2",
                        "edge limits.bdis=2",
                        "edge resources.limits=2",
                        "edge global.ruote=2",
                        "stand-ins replicsa=2")) {
            var words = value.split(" ");
            var result = helm.run("template", "x", "helm/" + words[0], "--set", words[1]);
            assertThat(result.succeeded()).as(value).isFalse();
            assertThat(result.output())
                    .contains(words[1].replaceAll(".*\\.|=.*", "") + "' not allowed");
        }
    }

    /// Helm leaves out, without a word, a part whose version is not the one that is asked for.
    @Test
    void partsHaveTheVersionsThatAreAskedFor() {
        var there = new ArrayList<String>();
        var asked = new ArrayList<String>();
        for (var file : Sources.under("helm", "/Chart.yaml")) {
            var chart = Manifest.documents(Sources.read(file)).getFirst();
            there.add(nameAndVersion(chart));
            chart.path("dependencies").forEach(part -> asked.add(nameAndVersion(part)));
        }
        assertThat(asked).hasSizeGreaterThan(5).isSubsetOf(there);
    }

    private static String nameAndVersion(JsonNode chart) {
        return chart.path("name").asText() + " " + chart.path("version").asText();
    }

    @Test
    void morePodsThanPartitionsAreAnError() {
        var result =
                Tool.named("helm")
                        .run("template", "x", "helm/bid-service", "--set", "autoscaling.max=13");
        assertThat(result.succeeded()).isFalse();
        assertThat(result.output()).contains("13 pods are more than the 12 partitions");
    }

    /// The templates stay few enough to be read at once.
    @Test
    void theLibraryIsShort() {
        assertThat(Sources.under("helm/service/templates", ".tpl"))
                .flatMap(file -> Sources.read(file).lines().toList())
                .hasSizeLessThan(600);
    }
}
