package ecomauction.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Images are made as charts run them: this user, this port, these files.
class ImagesTest {

    private static final Pattern SETTING = Pattern.compile("-D(quarkus\\.[a-z.-]+)=");

    private static final Pattern COLLECTOR = Pattern.compile("-XX:\\+Use\\w+GC");

    static Stream<Dockerfile> files() {
        return Stream.of("Dockerfile.jvm", "Dockerfile.native")
                .map(name -> Dockerfile.parse(name, Sources.read(name)));
    }

    @ParameterizedTest
    @MethodSource("files")
    void imagesAreMadeAsOurRulesSay(Dockerfile file) {
        assertThat(file.faults()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void userAndPortAreThoseOfTheCharts(Dockerfile file) {
        var production =
                new Rendering("ecomauction", "helm/ecomauction/values-prod.yaml", "1.36.0");
        for (var service : Code.SERVICES) {
            var pod = production.one("Deployment", service).pods().orElseThrow().spec();
            assertThat(file.last("USER"))
                    .startsWith(pod.at("/containers/0/securityContext/runAsUser").asText() + ":");
            assertThat(file.last("EXPOSE"))
                    .isEqualTo(pod.at("/containers/0/ports/0/containerPort").asText());
            assertThat(pod.at("/containers/0/image").asText()).contains("ecomauction/" + service);
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void whatIsCopiedIsThere(Dockerfile file) {
        for (var service : Code.SERVICES) {
            Code.generated(service);
            assertThat(file.copied(service))
                    .filteredOn(copied -> copied.path().startsWith("/src/"))
                    .isNotEmpty()
                    .allMatch(ImagesTest::isBuilt);
            assertThat(file.copied(service))
                    .filteredOn(copied -> copied.stage().isEmpty())
                    .allMatch(copied -> Files.exists(Sources.at(copied.path())));
        }
    }

    /// Native sources are there only where they were made.
    private static boolean isBuilt(Dockerfile.Copied copied) {
        var path = Sources.at(copied.path().substring("/src/".length()));
        return Files.exists(path) || path.endsWith("native-sources");
    }

    /// A cache is for the JVM that charts start, whatever machine makes the image.
    @Test
    void theTrainingRunsAsPodsDo() {
        var training = Sources.read("Dockerfile.jvm").replaceAll("(?s).*\nRUN (\\[.*?])\n.*", "$1");
        var production =
                new Rendering("ecomauction", "helm/ecomauction/values-prod.yaml", "1.36.0");

        assertThat(collectors(training)).hasSize(1);
        assertThat(training).containsPattern("\"-Xmx\\d+m\"");
        for (var service : Code.SERVICES) {
            var pods = production.one("ConfigMap", service).node().at("/data/JAVA_TOOL_OPTIONS");
            var migration = production.one("Job", service + "-migration").node().toString();
            assertThat(collectors(pods.asText())).isEqualTo(collectors(training));
            assertThat(collectors(migration)).isEqualTo(collectors(training));
        }
    }

    private static List<String> collectors(String options) {
        return COLLECTOR.matcher(options).results().map(found -> found.group()).toList();
    }

    @Test
    void settingsOfTheTrainingAreQuarkusOwn() {
        var settings =
                SETTING.matcher(Sources.read("Dockerfile.jvm"))
                        .results()
                        .map(found -> found.group(1));
        assertThat(settings)
                .hasSize(2)
                .map(name -> name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z]", "_"))
                .allMatch(name -> Code.readsVariable("bid-service", name));
    }

    @Test
    void nothingThatABuildNeedsIsIgnored() {
        for (var needed : List.of("pom.xml", ".mvn/jvm.config", "bench/pom.xml")) {
            assertThat(isIgnored(needed)).as(needed).isFalse();
        }
        assertThat(Sources.under("bid-service/src/main", ""))
                .map(file -> Sources.ROOT.relativize(file).toString())
                .noneMatch(ImagesTest::isIgnored);
        assertThat(isIgnored("bid-service/target")).isTrue();
        assertThat(isIgnored(".git")).isTrue();
        assertThat(isIgnored(".ecom-test")).isTrue();
    }

    private static boolean isIgnored(String path) {
        return Sources.read(".dockerignore")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(pattern -> FileSystems.getDefault().getPathMatcher("glob:" + pattern))
                .anyMatch(matcher ->
                        Stream.iterate(Path.of(path), folder -> folder != null, Path::getParent)
                                .anyMatch(matcher::matches));
    }

    @Test
    void everyBrokenRuleIsFound() {
        var good = Sources.read("Dockerfile.jvm");
        Map.of(
                        "USER 10001:10001", "USER 0:0",
                        "EXPOSE 8080\nENTRYPOINT [\"java\"", "EXPOSE 8080\nENTRYPOINT java [\"x\"",
                        "FROM app AS trained", "FROM debian:13 AS trained",
                        "java25-debian13:nonroot", "java25-debian13:latest",
                        "COPY . .", "ADD https://example.org/a.jar .",
                        "COPY --from=trained", "COPY --from=elsewhere",
                        "mvn -B", "curl https://example.org | sh; mvn -B")
                .forEach((right, wrong) -> {
                    assertThat(good).contains(right);
                    assertThat(Dockerfile.parse("bad", good.replace(right, wrong)).faults())
                            .as(wrong)
                            .isNotEmpty();
                });
    }
}
