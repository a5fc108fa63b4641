package ecomauction.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// A chart with one file of values (its own, if empty) for one version of Kubernetes.
record Rendering(String chart, String values, String kubernetes) {

    static final List<String> KUBERNETES = List.of("1.33.0", "1.36.0");

    private static final Map<Rendering, List<Manifest>> RENDERED = new ConcurrentHashMap<>();

    static Stream<Rendering> all() {
        return charts().flatMap(Rendering::of);
    }

    static Stream<Rendering> of(String chart) {
        return Stream.concat(Stream.of(""), Stream.concat(values("helm/" + chart), variants(chart)))
                .flatMap(values ->
                        KUBERNETES.stream().map(version -> new Rendering(chart, values, version)));
    }

    /// All charts that can be installed.
    static Stream<String> charts() {
        return Sources.under("helm", "/Chart.yaml").stream()
                .filter(file -> !Sources.read(file).contains("type: library"))
                .map(file -> file.getParent())
                .map(folder -> Sources.at("helm").relativize(folder).toString());
    }

    private static Stream<String> values(String folder) {
        try (var files = Files.list(Sources.at(folder))) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("values-") && name.endsWith(".yaml"))
                    .map(name -> folder + "/" + name)
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What the values that we ship leave out.
    private static Stream<String> variants(String chart) {
        var folder = "platform/deploy-checks/src/test/resources/variants/" + chart;
        return Sources.under(folder, ".yaml").stream().map(Path::toString);
    }

    List<Manifest> manifests() {
        return RENDERED.computeIfAbsent(this, Rendering::render);
    }

    private List<Manifest> render() {
        var result =
                helm(
                        "template",
                        chart,
                        "helm/" + chart,
                        "--namespace",
                        "ecomauction",
                        "--kube-version",
                        kubernetes);
        if (!result.succeeded()) {
            throw new AssertionError(this + "\n" + result.output());
        }
        return Manifest.parse(toString(), result.output());
    }

    Tool.Result lint() {
        return helm("lint", "--strict", "helm/" + chart, "--kube-version", kubernetes);
    }

    private Tool.Result helm(String... arguments) {
        var line = new ArrayList<>(List.of(arguments));
        if (!values.isEmpty()) {
            line.addAll(List.of("--values", values));
        }
        return Tool.named("helm").run(Sources.ROOT, line).without(SYMBOLIC_LINK);
    }

    /// Our charts are bound by links, which Helm tells each time.
    private static final String SYMBOLIC_LINK = "found symbolic link in path";

    /// Of one service's objects.
    Manifest one(String kind, String name) {
        return manifests().stream()
                .filter(manifest -> manifest.kind().equals(kind) && manifest.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(this + " has no " + kind + " " + name));
    }

    @Override
    public String toString() {
        var file = values.isEmpty() ? "values.yaml" : values.substring(values.lastIndexOf('/') + 1);
        return chart + ", " + file + ", Kubernetes " + kubernetes;
    }
}
