package ecomauction.deploy;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The files of this repository.
final class Sources {
    static final Path ROOT = root();

    private Sources() {}

    private static Path root() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("ecom"))) {
            folder = requireNonNull(folder.getParent(), "not within the repository");
        }
        return folder;
    }

    static Path at(String path) {
        return ROOT.resolve(path);
    }

    static String read(String path) {
        return read(at(path));
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Files below a folder whose names end in one of these, sorted; none if there is no such
    /// folder.
    static List<Path> under(String folder, String... endings) {
        if (!Files.isDirectory(at(folder))) {
            return List.of();
        }
        try (var files = Files.walk(at(folder))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> List.of(endings).stream().anyMatch(file.toString()::endsWith))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
