package ecomauction.deploy;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/// A program that a check needs and that does not come from Maven; `.ci/tools` brings all of them.
///
/// A test that asks for one that is missing is skipped, and says so; in CI (`ECOM_CHECKS=required`)
/// it fails.
record Tool(Path program) {

    private static final int LONGEST_SECONDS = 120;

    /// How a run ended and what it said on both of its outputs, in order.
    record Result(int code, String output) {
        boolean succeeded() {
            return code == 0;
        }

        /// Leaves out lines that only make noise.
        Result without(String noise) {
            return new Result(
                    code,
                    output.lines().filter(line -> !line.contains(noise)).collect(joining("\n")));
        }
    }

    static Tool named(String name) {
        return named(name, System.getenv());
    }

    static Tool named(String name, Map<String, String> environment) {
        var found = find(name, environment);
        if (found.isPresent()) {
            return new Tool(found.get());
        }
        var reason = name + " is not installed; .ci/tools brings it";
        if ("required".equals(environment.get("ECOM_CHECKS"))) {
            throw new AssertionError(reason);
        }
        System.err.println("Skipped: " + reason);
        throw new TestAbortedException(reason);
    }

    private static Optional<Path> find(String name, Map<String, String> environment) {
        var cache = environment.getOrDefault("ECOM_CACHE", Sources.at(".ecom/cache").toString());
        var path = environment.getOrDefault("PATH", "").split(File.pathSeparator);
        // Debian keeps servers in sbin, which is not on everybody's path.
        return Stream.of(Stream.of(cache + "/tools"), Stream.of(path), Stream.of("/usr/sbin"))
                .flatMap(folders -> folders)
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    Result run(String... arguments) {
        return run(Sources.ROOT, List.of(arguments));
    }

    Result run(Path folder, List<String> arguments) {
        var line = new ArrayList<>(List.of(program.toString()));
        line.addAll(arguments);
        try {
            var output = Files.createTempFile("tool", ".log");
            var process =
                    new ProcessBuilder(line)
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start();
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("did not end: " + line);
            }
            var said = Files.readString(output);
            Files.delete(output);
            return new Result(process.exitValue(), said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted: " + line, e);
        }
    }
}
