package ecomauction.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds out whether a port is taken, and by whom.
final class PortHolder {
    private PortHolder() {}

    static void refuseTaken(String name, int port) {
        if (Ports.isTaken(port)) {
            throw new StackProblem(
                    "Port %d for %s is taken by %s. End that, or choose another port: %s=…"
                            .formatted(
                                    port,
                                    name,
                                    of(port).orElse("a process of another user"),
                                    Ports.variable(name)));
        }
    }

    private static Optional<String> of(int port) {
        return (Files.exists(Path.of("/proc/net/tcp")) ? byProc(port) : byLsof(port))
                .flatMap(ProcessHandle::of)
                .map(process -> "process " + process.pid() + " (" + commandOf(process) + ")");
    }

    private static Optional<Long> byProc(int port) {
        return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .flatMap(table -> lines(Path.of(table)))
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns[1].endsWith(":%04X".formatted(port)))
                .filter(columns -> columns[3].equals("0A")) // listening
                .map(columns -> "socket:[" + columns[9] + "]")
                .findFirst()
                .flatMap(PortHolder::ownerOf);
    }

    private static Optional<Long> ownerOf(String socket) {
        return ProcessHandle.allProcesses()
                .filter(process -> holds(process.pid(), socket))
                .map(ProcessHandle::pid)
                .findFirst();
    }

    private static boolean holds(long pid, String socket) {
        try (var descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return descriptors.anyMatch(descriptor -> {
                try {
                    return Files.readSymbolicLink(descriptor).toString().equals(socket);
                } catch (IOException e) {
                    return false;
                }
            });
        } catch (IOException e) {
            return false; // another user's, or just ended
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream().skip(1);
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private static Optional<Long> byLsof(int port) {
        try {
            var lsof =
                    new ProcessBuilder("lsof", "-nP", "-t", "-iTCP:" + port, "-sTCP:LISTEN")
                            .start();
            return lsof.inputReader().lines().findFirst().map(Long::valueOf);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String commandOf(ProcessHandle process) {
        var command = process.info().commandLine().or(process.info()::command).orElse("?");
        return command.length() > 120 ? command.substring(0, 120) + "…" : command;
    }
}
