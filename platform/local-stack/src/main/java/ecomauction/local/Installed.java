package ecomauction.local;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// Programs that do not come from Maven but from the machine: only what is asked for by an option.
final class Installed {
    private Installed() {}

    static Optional<String> find(String program) {
        var path = System.getenv().getOrDefault("PATH", "").split(File.pathSeparator);
        // Debian keeps servers in sbin, which is not on everybody's path.
        return Stream.concat(Stream.of(path), Stream.of("/usr/sbin", "/usr/local/sbin"))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toString);
    }
}
