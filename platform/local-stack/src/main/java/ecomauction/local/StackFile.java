package ecomauction.local;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// `stack.json`: which processes a stack has. Beside it, each process wrote its id into
/// `run/<name>.pid` before anything else, so that even a launcher that died in between loses none.
public final class StackFile {
    private final Path file;
    private final Path pids;

    StackFile(Path data) {
        file = data.resolve("stack.json");
        pids = data.resolve("run");
    }

    /// What runs according to this file, for those who did not start it.
    public static List<Running> read(Path file) {
        try {
            return Files.exists(file)
                    ? Running.listOf(new JsonObject(Files.readString(file)))
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized List<Running> all() {
        return read(file);
    }

    Optional<Running> find(String name) {
        return all().stream().filter(running -> running.name().equals(name)).findFirst();
    }

    synchronized void put(Running running) {
        var others = new ArrayList<>(all());
        others.removeIf(other -> other.name().equals(running.name()));
        others.add(running);
        write(others);
    }

    synchronized void remove(String name) {
        var others = new ArrayList<>(all());
        others.removeIf(other -> other.name().equals(name));
        write(others);
        pidFile(name).toFile().delete();
    }

    Path pidFile(String name) {
        return pids.resolve(name + ".pid");
    }

    /// Processes that were started but never entered: their launcher was killed just then.
    List<ProcessHandle> strays() throws IOException {
        if (!Files.isDirectory(pids)) {
            return List.of();
        }
        var known = all().stream().map(Running::pid).collect(Collectors.toSet());
        var strays = new ArrayList<ProcessHandle>();
        try (var files = Files.list(pids)) {
            for (var pidFile : files.toList()) {
                var text = Files.readString(pidFile).strip();
                if (!text.isEmpty() && !known.contains(Long.parseLong(text))) {
                    var written = Files.getLastModifiedTime(pidFile).toInstant();
                    Running.process(Long.parseLong(text), written).ifPresent(strays::add);
                }
            }
        }
        return strays;
    }

    private void write(List<Running> all) {
        var json = new JsonObject();
        all.forEach(running -> json.put(running.name(), running.toJson()));
        try {
            Files.createDirectories(pids);
            var draft = file.resolveSibling("stack.json.new");
            Files.writeString(draft, json.encodePrettily());
            Files.move(draft, file, ATOMIC_MOVE, REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
