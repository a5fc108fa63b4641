package ecomauction.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What Maven fetched for the servers, and the tools among it that are run once.
final class Artefact {
    private Artefact() {}

    static Path find(Options.Home home, String start) throws IOException {
        if (Files.isDirectory(home.artefacts())) {
            try (var files = Files.list(home.artefacts())) {
                var found =
                        files.filter(file -> file.getFileName().toString().startsWith(start))
                                .findFirst();
                if (found.isPresent()) {
                    return found.get();
                }
            }
        }
        throw new StackProblem(
                "No %s… in %s: build platform/local-stack first (./ecom does)"
                        .formatted(start, home.artefacts()));
    }

    /// A copy that no build takes away; what it is called follows from what is in it.
    static Path cached(Options.Home home, Path fetched) throws IOException {
        try (var files = Files.walk(fetched)) {
            var content = files.map(file -> file.getFileName().toString()).sorted().toList();
            var name = fetched.getFileName() + "-" + Integer.toHexString(content.hashCode());
            var target = Files.isDirectory(fetched) ? "" : fetched.getFileName().toString();
            return Unpacked.once(
                    home.cache(), name, folder -> Snapshot.copy(fetched, folder.resolve(target)));
        }
    }

    static String name(Path file) {
        return file.getFileName().toString().replaceFirst("\\.(jar|tar\\.gz)$", "");
    }

    static void run(List<String> line, Map<String, String> environment, Path log)
            throws IOException {
        Files.createDirectories(log.getParent());
        var builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.redirectInput(new File("/dev/null")).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        try {
            var code = builder.start().waitFor();
            if (code != 0) {
                throw new StackProblem(
                        "%s ended with %d:%n%s".formatted(line.getFirst(), code, Log.tail(log)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackProblem("interrupted", e);
        }
    }
}
