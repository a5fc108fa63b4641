package ecomauction.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;

/// Starts servers as processes that outlive it, finds them again, ends them.
final class Supervisor {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration PATIENCE_WITH_ADOPTED = Duration.ofSeconds(30);

    private final Options.Home home;
    private final StackFile file;
    private final Progress progress;
    private final Queue<Running> mine = new ConcurrentLinkedQueue<>();
    private boolean ending;

    Supervisor(Options.Home home, Progress progress) {
        this.home = home;
        this.progress = progress;
        file = new StackFile(home.data());
    }

    /// Starts those that are not running, each as soon as what it needs is ready.
    ///
    /// @param map all servers of the stack, for the order in which they end
    void start(List<Server> servers, List<Server> map) throws IOException {
        for (var stray : file.strays()) {
            Signals.end(stray, "TERM");
        }
        servers.forEach(this::refuseTakenPorts);
        var ready = new LinkedHashMap<String, CompletableFuture<Void>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var server : servers) {
                var stage = stage(server, map);
                var needs =
                        server.needs().stream()
                                .map(ready::get)
                                .filter(need -> need != null)
                                .toArray(CompletableFuture[]::new);
                ready.put(
                        server.name(),
                        CompletableFuture.allOf(needs)
                                .thenRunAsync(() -> ensure(server, stage), threads));
            }
            CompletableFuture.allOf(ready.values().toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            stop(List.copyOf(mine)); // what ran before goes on
            throw e.getCause() instanceof StackProblem problem
                    ? problem
                    : new StackProblem("cannot start: " + e.getCause(), e);
        }
    }

    /// Before anything starts: a port that is taken should not cost half a minute.
    private void refuseTakenPorts(Server server) {
        if (file.find(server.name()).flatMap(Running::process).isEmpty()) {
            ports(server).forEach(PortHolder::refuseTaken);
        }
    }

    private static int stage(Server server, List<Server> map) {
        return map.stream()
                .filter(other -> server.needs().contains(other.name()))
                .mapToInt(other -> stage(other, map) + 1)
                .max()
                .orElse(0);
    }

    private void ensure(Server server, int stage) {
        var began = Instant.now();
        try {
            var command = server.preparation().prepare();
            var known = file.find(server.name());
            if (known.isPresent() && serves(known.get(), server, command)) {
                progress.adopted(known.get());
                return;
            }
            known.ifPresent(this::end);
            var running = spawn(server, command, stage);
            if (!becomesReady(server, running, PATIENCE)) {
                var what = running.process().isEmpty() ? "has ended" : "is not ready";
                throw new StackProblem(
                        "%s %s:%n%s".formatted(server.name(), what, Log.tail(running.log())));
            }
            progress.started(running, Duration.between(began, Instant.now()));
        } catch (IOException e) {
            throw new StackProblem(server.name() + ": " + e.getMessage(), e);
        }
    }

    /// Whether what runs is what was asked for; it may still be starting, left by a launcher that
    /// was killed.
    private boolean serves(Running running, Server server, Server.Command command) {
        return running.process().isPresent()
                && running.ports().equals(ports(server))
                && running.fingerprint().equals(command.fingerprint())
                && becomesReady(server, running, PATIENCE_WITH_ADOPTED);
    }

    private static boolean becomesReady(Server server, Running running, Duration patience) {
        var deadline = Instant.now().plus(patience);
        while (!isReady(server)) {
            if (running.process().isEmpty() || Instant.now().isAfter(deadline)) {
                return false;
            }
            pause(100);
        }
        return true;
    }

    private Map<String, Integer> ports(Server server) {
        var ports = new LinkedHashMap<String, Integer>();
        server.ports().forEach(name -> ports.put(name, home.port(name)));
        return ports;
    }

    private static boolean isReady(Server server) {
        try {
            return server.ready().now();
        } catch (IOException e) {
            return false;
        }
    }

    private synchronized Running spawn(Server server, Server.Command command, int stage)
            throws IOException {
        if (ending) {
            throw new StackProblem(server.name() + " is not started: the stack is ending");
        }
        var ports = ports(server);
        ports.forEach(PortHolder::refuseTaken);
        var log = Log.fresh(home.data().resolve("logs"), server.name());
        var pidFile = file.pidFile(server.name());
        Files.createDirectories(pidFile.getParent());
        var builder = new ProcessBuilder(detached(pidFile, command.line()));
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        builder.redirectInput(new File("/dev/null"));
        builder.environment().putAll(command.environment());
        var process = builder.start();
        var running =
                new Running(
                        server.name(),
                        process.pid(),
                        process.info().startInstant().orElseGet(Instant::now),
                        stage,
                        ports,
                        command.fingerprint(),
                        command.stopSignal(),
                        log);
        file.put(running);
        mine.add(running);
        return running;
    }

    /// The process writes its own id before it becomes the server: were the launcher to do it, one
    /// killed in between would leave a process that nobody knows. In a session of its own it is
    /// spared the Ctrl-C and the hang-up that are meant for the launcher.
    private static List<String> detached(Path pidFile, List<String> command) {
        var line = new ArrayList<String>();
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            line.add("/usr/bin/setsid");
        }
        line.addAll(List.of("/bin/sh", "-c", "echo $$ >\"$0\"; exec \"$@\"", pidFile.toString()));
        line.addAll(command);
        return line;
    }

    /// Ends everything that this stack ever started, from the gateway down to the databases.
    void stopAll() throws IOException {
        for (var stray : file.strays()) {
            Signals.end(stray, "TERM");
        }
        stop(file.all());
    }

    /// For a launcher that is asked to end while it still starts things.
    void abort() throws IOException {
        synchronized (this) {
            ending = true;
        }
        stopAll();
    }

    private void stop(List<Running> all) {
        var top = all.stream().mapToInt(Running::stage).max().orElse(0);
        for (var stage = top; stage >= 0; stage--) {
            var level = stage;
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                all.stream()
                        .filter(running -> running.stage() == level)
                        .forEach(running -> threads.execute(() -> stop(running)));
            }
        }
    }

    void stop(Running running) {
        var began = Instant.now();
        end(running);
        progress.stopped(running, Duration.between(began, Instant.now()));
    }

    private void end(Running running) {
        running.process().ifPresent(process -> Signals.end(process, running.stopSignal()));
        file.remove(running.name());
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackProblem("interrupted", e);
        }
    }

    StackFile file() {
        return file;
    }
}
