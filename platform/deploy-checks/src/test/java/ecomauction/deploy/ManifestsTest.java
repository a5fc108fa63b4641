package ecomauction.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What stands in `k8s` as it is.
class ManifestsTest {

    private static StrictReading reading;

    @BeforeAll
    static void readSchemas() {
        reading = new StrictReading(Crds.load());
    }

    static Stream<Path> files() {
        return Sources.under("k8s", ".yaml").stream()
                .filter(file -> !file.toString().endsWith(".patch.yaml"))
                .filter(file -> Manifest.in(file).stream().anyMatch(ManifestsTest::isObject));
    }

    static Stream<Path> kustomizations() {
        return Sources.under("k8s", "/kustomization.yaml").stream().map(Path::getParent);
    }

    /// Settings of a tool are no objects; kustomize and kind have kinds of their own.
    private static boolean isObject(Manifest manifest) {
        return manifest.node().has("kind")
                && !manifest.group().endsWith("kustomize.config.k8s.io")
                && !manifest.group().startsWith("kind.");
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyObjectIsAsItsSchemaSays(Path file) {
        check(Manifest.in(file).stream().filter(ManifestsTest::isObject).toList());
    }

    @ParameterizedTest
    @MethodSource("kustomizations")
    void whatKustomizeMakesIsAsItsSchemaSays(Path folder) {
        var result = Tool.named("kubectl").run("kustomize", folder.toString());
        assertThat(result.succeeded()).as(result.output()).isTrue();
        check(Manifest.parse(folder.getFileName() + " kustomized", result.output()));
    }

    private static void check(List<Manifest> objects) {
        assertThat(objects).isNotEmpty();
        assertThat(objects).flatMap(reading::faults).isEmpty();
        assertThat(objects).flatMap(Policies::faults).isEmpty();
    }
}
