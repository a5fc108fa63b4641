package ecomauction.bench.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What processes use, out of /proc.
public final class Processes {

    private static final long MICROS_PER_TICK = 10_000;
    private static final long PAGE = 4096;

    private Processes() {}

    /// @param cpu ticks of the process itself, and of its children that have ended
    private record Stat(long parent, long cpu, long reaped) {}

    /// CPU time of a process with all its descendants, in µs.
    public static long cpuMicrosOfTree(long root) {
        return cpuMicrosOfTrees(Set.of(root));
    }

    static long cpuMicrosOfTrees(Set<Long> roots) {
        return tree(roots, all()).values().stream().mapToLong(s -> s.cpu() + s.reaped()).sum()
                * MICROS_PER_TICK;
    }

    /// Time that all CPUs were busy, or taken by other machines of this host, in µs.
    static long busyMicros() {
        // user nice system idle iowait irq softirq steal
        var fields = read(Path.of("/proc/stat")).lines().findFirst().orElseThrow().split("\\s+");
        long ticks = 0;
        for (int i = 1; i <= 8; i++) {
            ticks += i == 4 || i == 5 ? 0 : Long.parseLong(fields[i]);
        }
        return ticks * MICROS_PER_TICK;
    }

    public static long residentBytes(long pid) {
        return Long.parseLong(read(Path.of("/proc/" + pid + "/statm")).split(" ")[1]) * PAGE;
    }

    public static List<String> commandLine(long pid) {
        return List.of(read(Path.of("/proc/" + pid + "/cmdline")).split("\0"));
    }

    public static Map<String, String> environment(long pid) {
        return Stream.of(read(Path.of("/proc/" + pid + "/environ")).split("\0"))
                .map(variable -> variable.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    private static Map<Long, Stat> tree(Set<Long> roots, Map<Long, Stat> all) {
        var children = new HashMap<Long, List<Long>>();
        all.forEach((pid, stat) ->
                children.computeIfAbsent(stat.parent(), parent -> new ArrayList<>()).add(pid));
        var found = new HashMap<Long, Stat>();
        var next = new ArrayList<>(roots);
        while (!next.isEmpty()) {
            var pid = next.removeLast();
            var stat = all.get(pid);
            if (stat != null && found.put(pid, stat) == null) {
                next.addAll(children.getOrDefault(pid, List.of()));
            }
        }
        return found;
    }

    private static Map<Long, Stat> all() {
        var stats = new HashMap<Long, Stat>();
        try (var entries = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (var entry : entries) {
                var text = read(entry.resolve("stat"));
                // The name stands in brackets and may hold anything.
                var fields = text.substring(text.lastIndexOf(')') + 1).trim().split(" ");
                if (fields.length > 15) {
                    stats.put(
                            Long.parseLong(entry.getFileName().toString()),
                            new Stat(
                                    Long.parseLong(fields[1]),
                                    Long.parseLong(fields[11]) + Long.parseLong(fields[12]),
                                    Long.parseLong(fields[13]) + Long.parseLong(fields[14])));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return stats;
    }

    /// Empty for a process that has just ended.
    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException gone) {
            return "";
        }
    }
}
