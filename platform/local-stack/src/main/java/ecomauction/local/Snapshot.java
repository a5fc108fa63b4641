package ecomauction.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A copy of what Maven built, so that a build beside a running system takes no file away from it.
final class Snapshot {
    private Snapshot() {}

    /// @param witness the file of `folder` whose change says that all of it was built anew
    /// @param parts what to copy of the folder; nothing named stands for all of it
    static Path of(Options.Home home, String folder, String witness, String... parts)
            throws IOException {
        var source = home.root().resolve(folder);
        if (!Files.exists(source.resolve(witness))) {
            throw new StackProblem(
                    "There is no %s: build first (./ecom does)".formatted(source.resolve(witness)));
        }
        var apps = home.data().resolve("app");
        var built = Files.getLastModifiedTime(source.resolve(witness)).toMillis();
        var name = "%s-%s".formatted(folder.replace('/', '-'), witness);
        return Unpacked.once(
                apps,
                name + "-" + built,
                target -> {
                    forgetOlder(apps, name, target);
                    if (parts.length == 0) {
                        copy(source, target);
                    }
                    for (var part : parts) {
                        copy(source.resolve(part), target.resolve(part));
                    }
                });
    }

    private static void forgetOlder(Path apps, String name, Path but) throws IOException {
        try (var all = Files.list(apps)) {
            for (var app : all.toList()) {
                var file = app.getFileName().toString();
                if (file.startsWith(name) && !file.startsWith(but.getFileName().toString())) {
                    Unpacked.delete(app);
                }
            }
        }
    }

    static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                var target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(
                            file,
                            target,
                            StandardCopyOption.REPLACE_EXISTING,
                            StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }
}
