package ecomauction.deploy;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The scripts that workflows call and people may call, and what they may do in a cluster.
class DeliveryTest {

    private static final String SIGNED = "registry.example/us/ecomauction/bid-service@sha256:0123";

    @TempDir Path folder;

    @Test
    void aChangeTouchesTheServicesThatItIsIn() {
        assertThat(changed("bid-service/src/main/java/A.java")).isEqualTo("[\"bid-service\"]");
        assertThat(changed("docs/operate.md", "bid-service/src/test/A.java", "helm/a"))
                .isEqualTo("[]");
        var all = Code.SERVICES.stream().map(service -> '"' + service + '"').collect(joining(","));
        for (var shared : List.of("pom.xml", "platform/service-kit/pom.xml", "Dockerfile.jvm")) {
            assertThat(changed("docs/a", shared)).as(shared).isEqualTo("[" + all + "]");
        }
    }

    private static String changed(String... files) {
        return bash("printf '%s\\n' " + String.join(" ", files) + " | .ci/changed")
                .output()
                .strip();
    }

    @Test
    void onlyTheDigestOfASignedImageIsDeployed() throws IOException {
        var deployed = deploy("bid-service " + SIGNED, 0);

        assertThat(deployed).matches(Tool.Result::succeeded);
        assertThat(deployed.output())
                .contains("cosign verify --certificate-identity me")
                .contains(
                        "--set global.image.registry=registry.example/us/ --set bid-service.image.digest=sha256:0123")
                .contains("helm test");

        assertThat(deploy("bid-service " + SIGNED, 1))
                .matches(result -> !result.succeeded())
                .matches(result -> !result.output().contains("helm"));
        assertThat(deploy("bid-service " + SIGNED.replace("@sha256:0123", ":0.1.0"), 0))
                .matches(result -> !result.succeeded())
                .matches(result -> !result.output().contains("helm"));
    }

    /// With a helm and a cosign that only say what they were asked.
    private Tool.Result deploy(String line, int verdict) throws IOException {
        var images = Files.createDirectories(folder.resolve("images"));
        Files.writeString(images.resolve("jvm-bid-service"), line + "\n");
        var bin = Files.createDirectories(folder.resolve("bin"));
        tool(bin.resolve("helm"), "echo helm $*");
        tool(bin.resolve("cosign"), "echo cosign $* >&2; exit " + verdict);
        return bash("PATH=%s:$PATH SIGNER=me .ci/deploy %s".formatted(bin, images));
    }

    private static void tool(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static Tool.Result bash(String script) {
        return Tool.named("bash").run("-c", script);
    }

    /// Whoever's an image says it is, one owner's delivery must have signed it.
    @Test
    void onlyOneOwnersDeliveryIsTrusted() {
        var result = Tool.named("kubectl").run("kustomize", "k8s/signed-images");
        var policies =
                Manifest.parse("k8s/signed-images", result.output()).stream()
                        .filter(manifest -> manifest.kind().equals("ClusterImagePolicy"))
                        .toList();
        var ours = policies.getFirst().node().path("spec");

        assertThat(ours.at("/images/0/glob").asText()).isEqualTo("ghcr.io/*/ecomauction/**");
        assertThat(ours.at("/authorities/0/keyless/identities").toString())
                .contains(
                        "\"subject\":\"https://github.com/example/ecomauction/.github/workflows/deliver.yml@refs/heads/main\"")
                .doesNotContain("RegExp");
        assertThat(result.output()).doesNotContain("kind: ConfigMap");
        assertThat(Sources.at(".github/workflows/deliver.yml")).exists();
    }

    /// What a chart makes the pipeline may make, and it sees no secret.
    @Test
    void thePipelineMayDoWhatTheChartsNeedAndNoMore() {
        var role =
                Manifest.in(Sources.at("k8s/policies/deployer.yaml")).stream()
                        .filter(manifest -> manifest.kind().equals("Role"))
                        .findFirst()
                        .orElseThrow();
        var allowed = new TreeSet<String>();
        for (var rule : role.node().path("rules")) {
            for (var resource : rule.path("resources")) {
                allowed.add(rule.at("/apiGroups/0").asText() + "/" + resource.asText());
            }
        }
        var needed =
                new Rendering("ecomauction", "helm/ecomauction/values-prod.yaml", "1.36.0")
                        .manifests().stream()
                                .map(manifest -> manifest.group() + "/" + plural(manifest.kind()))
                                .collect(toCollection(TreeSet::new));
        needed.addAll(List.of("/pods", "/configmaps", "apps/replicasets"));

        assertThat(allowed).isEqualTo(needed).doesNotContain("/secrets");
    }

    private static String plural(String kind) {
        var name = kind.toLowerCase(java.util.Locale.ROOT);
        return name.endsWith("y") ? name.substring(0, name.length() - 1) + "ies" : name + "s";
    }

    /// Each of Renovate's own patterns finds versions where it looks for them.
    @Test
    void renovateFindsWhatNoManagerOfItsOwnKnows() throws IOException {
        var managers =
                new ObjectMapper().readTree(Sources.read("renovate.json")).path("customManagers");
        assertThat(managers).hasSize(2);
        for (var manager : managers) {
            var files = pattern(manager.at("/managerFilePatterns/0").asText());
            var versions = Pattern.compile(manager.at("/matchStrings/0").asText());
            assertThat(
                            Stream.concat(
                                            Sources.under(".ci", "").stream(),
                                            Sources.under("helm", "").stream())
                                    .filter(file ->
                                            files.matcher(Sources.ROOT.relativize(file) + "")
                                                    .find())
                                    .flatMap(
                                            file -> versions.matcher(Sources.read(file)).results()))
                    .as(manager.path("description").asText())
                    .hasSizeGreaterThan(1);
        }
    }

    private static Pattern pattern(String slashed) {
        return Pattern.compile(slashed.substring(1, slashed.length() - 1));
    }
}
