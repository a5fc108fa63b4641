package ecomauction.deploy;

import static org.assertj.core.api.Assertions.assertThat;

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
        for (var chart : List.of("bid-service", "ecomauction", "stand-ins")) {
            var result = helm.run("template", "x", "helm/" + chart, "--set", "replicsa=2");
            assertThat(result.succeeded()).as(chart).isFalse();
            assertThat(result.output()).contains("replicsa");
        }
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
