package ecomauction.local;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// Folders of the cache, each filled once, whoever asks first; the name says all that the content
/// depends on.
final class Unpacked {
    interface Filling {
        void fill(Path folder) throws IOException;
    }

    private Unpacked() {}

    /// Safe for threads and for processes that ask at the same time: one fills, the others wait.
    static synchronized Path once(Path cache, String name, Filling filling) throws IOException {
        var folder = cache.resolve(name);
        var done = cache.resolve(name + ".done");
        if (Files.exists(done)) {
            return folder;
        }
        Files.createDirectories(cache);
        try (var channel =
                        FileChannel.open(
                                cache.resolve(name + ".lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                var _ = channel.lock()) {
            if (!Files.exists(done)) {
                delete(folder);
                Files.createDirectories(folder);
                filling.fill(folder);
                Files.createFile(done);
            }
        }
        return folder;
    }

    static void tar(InputStream archive, Path folder) throws IOException {
        try (var tar = new TarArchiveInputStream(new BufferedInputStream(archive))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                var target = folder.resolve(entry.getName()).normalize();
                if (!target.startsWith(folder)) {
                    throw new IOException(
                            "archive entry outside of its folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else if (entry.isSymbolicLink()) {
                    Files.createDirectories(target.getParent());
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(tar, target);
                    if ((entry.getMode() & 0100) != 0) {
                        Files.setPosixFilePermissions(
                                target, PosixFilePermissions.fromString("rwxr-xr-x"));
                    }
                }
            }
        }
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(path -> {
                        try {
                            Files.deleteIfExists(path);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        }
    }
}
