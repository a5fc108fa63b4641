package ecomauction.bench.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import ecomauction.local.Options;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/// One of the forms in which a service is delivered.
///
/// @param line what starts it
/// @param training what leaves the cache behind that `line` uses; empty if it uses none
/// @param files what a container image has of it, a JVM apart
record Form(
        String service, String name, List<String> line, List<String> training, List<Path> files) {

    private static final String NATIVE = "native";

    /// The fast-jar first, then the one with a cache, then the executable if there is one.
    ///
    /// @param jvm what starts it in the running system: flags, `-jar`, a jar
    static List<Form> all(String service, List<String> jvm, Path folder) {
        var fast = Path.of(service, "target/fast-jar");
        var app = Path.of(service, "target/quarkus-app");
        var cache = folder.resolve(service + ".aot");
        var executable = Path.of(service, "target", service + "-runner");
        var forms = new ArrayList<Form>();
        forms.add(new Form(service, "fast-jar", line(jvm, fast), List.of(), List.of(fast)));
        forms.add(
                new Form(
                        service,
                        "AOT cache",
                        line(jvm, app, "-XX:AOTCache=" + cache),
                        line(jvm, app, "-XX:AOTCacheOutput=" + cache),
                        List.of(app, cache)));
        if (Files.exists(executable)) {
            var line = new ArrayList<>(Options.FLAGS_OF_EXECUTABLES);
            line.addFirst(executable.toAbsolutePath().toString());
            forms.add(new Form(service, NATIVE, line, List.of(), List.of(executable)));
        }
        return forms;
    }

    private static List<String> line(List<String> jvm, Path app, String... flags) {
        var line = new ArrayList<>(jvm.subList(0, jvm.size() - 1));
        line.addAll(1, List.of(flags));
        line.add(app.resolve("quarkus-run.jar").toAbsolutePath().toString());
        return line;
    }

    boolean isNative() {
        return name.equals(NATIVE);
    }

    double mebibytes() {
        return files.stream().mapToLong(Form::bytes).sum() / 1024.0 / 1024.0;
    }

    private static long bytes(Path folder) {
        try (var all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What made the executable, as its build and GRAALVM_HOME say it.
    static String compiler(String service) {
        var built = stats(service);
        var home = release();
        return "svm %s on %s%s, -O%s"
                .formatted(
                        built.path("graalvm_version").asText("?").replaceAll(".* |\\+.*", ""),
                        home.getProperty("IMPLEMENTOR_VERSION", "?").replaceAll("\"|\\..*", ""),
                        home.containsKey("GRAALVM_VERSION") ? "" : ", stand-in toolchain",
                        built.at("/graal_compiler/optimization_level").asText("?"));
    }

    private static JsonNode stats(String service) {
        var file =
                "%1$s/target/%1$s-native-image-source-jar/%1$s-runner-build-output-stats.json"
                        .formatted(service);
        var json = new ObjectMapper();
        if (!Files.exists(Path.of(file))) {
            return json.missingNode(); // compiled elsewhere
        }
        try {
            return json.readTree(Path.of(file).toFile()).path("general_info");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Properties release() {
        var release = new Properties();
        var file = Path.of(System.getenv().getOrDefault("GRAALVM_HOME", "?"), "release");
        if (Files.exists(file)) {
            try (var reader = Files.newBufferedReader(file)) {
                release.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return release;
    }
}
