package ecomauction.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What Helm runs before and after a rollout.
class HooksTest {

    private static final Rendering PRODUCTION =
            new Rendering("ecomauction", "helm/ecomauction/values-prod.yaml", "1.36.0");

    static Stream<String> services() {
        return Code.SERVICES.stream();
    }

    static Stream<String> tested() {
        return Stream.concat(services(), Stream.of("edge"));
    }

    /// Each revision anew, and the way to the database is open first.
    @ParameterizedTest
    @MethodSource("services")
    void migrationsRunBeforeTheRollout(String service) {
        var migration = hook(PRODUCTION, "Job", service + "-migration");
        var network = hook(PRODUCTION, "NetworkPolicy", service + "-migration");

        for (var hook : new JsonNode[] {migration, network}) {
            assertThat(hook.path("helm.sh/hook").asText()).isEqualTo("pre-install,pre-upgrade");
            assertThat(hook.path("helm.sh/hook-delete-policy").asText())
                    .isEqualTo("before-hook-creation");
        }
        assertThat(weight(network)).isLessThan(weight(migration));
    }

    /// Where the database comes in the same release there is none yet before it.
    @Test
    void aTryOutMigratesBesideItsDatabase() {
        var tryOut =
                new Rendering(
                        "ecomauction", "helm/ecomauction/values-local-stand-ins.yaml", "1.36.0");

        assertThat(hook(tryOut, "Job", "bid-service-migration-1").has("helm.sh/hook")).isFalse();
    }

    /// `helm test` asks every part of the release.
    @ParameterizedTest
    @MethodSource("tested")
    void everyPartIsTested(String part) {
        var pod = hook(PRODUCTION, "Pod", part + "-test");
        var network = hook(PRODUCTION, "NetworkPolicy", part + "-test");

        assertThat(pod.path("helm.sh/hook").asText()).isEqualTo("test");
        assertThat(network.path("helm.sh/hook").asText()).isEqualTo("test");
        assertThat(weight(network)).isLessThan(weight(pod));
        assertThat(Sources.under("helm/" + part + "/templates/tests", ".yaml")).hasSize(1);
    }

    private static JsonNode hook(Rendering rendering, String kind, String name) {
        return rendering.one(kind, name).node().at("/metadata/annotations");
    }

    private static int weight(JsonNode hook) {
        return hook.path("helm.sh/hook-weight").asInt(0);
    }
}
