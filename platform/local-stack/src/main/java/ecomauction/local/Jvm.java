package ecomauction.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The command line of a child JVM. The first run of a server trains an AOT cache, which it writes
/// when it ends; later starts take a fraction of the time.
final class Jvm {
    static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private final List<String> flags = new ArrayList<>();
    private final List<String> program = new ArrayList<>();

    Jvm flags(String... more) {
        flags.addAll(List.of(more));
        return this;
    }

    Jvm program(String... parts) {
        program.addAll(List.of(parts));
        return this;
    }

    /// `name` and `build` together say when a trained cache still fits.
    Jvm trained(Options.Home home, String name, Object build) throws IOException {
        var key = Integer.toHexString((System.getProperty("java.vm.version") + build).hashCode());
        var cache = home.cache().resolve("aot").resolve(name + "-" + key + ".aot");
        var owner = Integer.toHexString(home.data().toString().hashCode());
        var draft = cache.resolveSibling(cache.getFileName() + "." + owner);
        Files.createDirectories(cache.getParent());
        return trained(cache, draft, !home.servesTests());
    }

    /// A cache that does not fit, or is no cache at all, costs time, and no more: the JVM then
    /// leaves it alone.
    ///
    /// @param draft where a cache is written; it is one when the next start finds it there
    /// @param wanted whether this run trains the cache if there is none yet
    Jvm trained(Path cache, Path draft, boolean wanted) throws IOException {
        if (!Files.exists(cache) && Files.exists(draft)) {
            Files.move(draft, cache);
        }
        if (Files.exists(cache)) {
            flags.add("-XX:AOTCache=" + cache);
        } else if (wanted) {
            flags.add("-XX:AOTCacheOutput=" + draft);
        }
        flags.add("-Xlog:aot*=error"); // else each class that does not fit is a warning
        return this;
    }

    List<String> line() {
        var line = new ArrayList<>(List.of(JAVA));
        line.addAll(flags);
        line.addAll(program);
        return line;
    }

    static String classPath(Path folder) throws IOException {
        try (var jars = Files.list(folder)) {
            return String.join(
                    File.pathSeparator,
                    jars.map(Path::toString).filter(jar -> jar.endsWith(".jar")).sorted().toList());
        }
    }
}
