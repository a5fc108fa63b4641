package ecomauction.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// The log file of one process: this run's, and the run before it.
final class Log {
    private static final int SHOWN_LINES = 20;

    private Log() {}

    static Path fresh(Path folder, String name) throws IOException {
        Files.createDirectories(folder);
        var log = folder.resolve(name + ".log");
        if (Files.exists(log)) {
            Files.move(
                    log,
                    Files.createDirectories(folder.resolve("before")).resolve(name + ".log"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        return log;
    }

    static String tail(Path log) {
        try {
            var lines = Files.readString(log, StandardCharsets.ISO_8859_1).lines().toList();
            var last = lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size());
            return "    | " + String.join("\n    | ", last) + "\n    (all of it: " + log + ")";
        } catch (IOException e) {
            return "    (no log: " + e.getMessage() + ")";
        }
    }
}
