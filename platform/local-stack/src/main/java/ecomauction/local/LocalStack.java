package ecomauction.local;

import ecomauction.local.Options.Extra;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// The whole system on one machine. Everything listens on loopback; everything that is kept is in
/// one folder.
public final class LocalStack {
    static final List<String> SERVICES =
            List.of("auction-service", "bid-service", "notification-service");

    private final Options.Home home;
    private final Supervisor supervisor;

    private LocalStack(Options.Home home, Consumer<String> out) {
        this.home = home;
        this.supervisor = new Supervisor(home, new Progress(out));
    }

    /// The map: one line per process, in the order in which they start.
    private List<Server> servers() {
        var servers = new ArrayList<Server>();
        servers.add(Postgres.server(home));
        servers.add(Kafka.server(home));
        servers.add(Mail.server(home));
        servers.add(Keycloak.server(home));
        SERVICES.forEach(service -> servers.addAll(Service.replicas(home, service)));
        servers.add(Gateway.server(home));
        if (home.options().has(Extra.EDGE)) {
            servers.add(Edge.server(home));
        }
        if (home.options().has(Extra.OBSERVE)) {
            servers.addAll(Observation.servers(home));
        }
        if (home.options().has(Extra.ARCHIVE)) {
            servers.addAll(Archive.servers(home));
        }
        return servers;
    }

    public static LocalStack at(Path folder, Options options) {
        return at(folder, options, System.out::println);
    }

    public static LocalStack at(Path folder, Options options, Consumer<String> out) {
        var root = root();
        var cache = System.getenv().getOrDefault("ECOM_CACHE", root.resolve(".ecom/cache") + "");
        var data = folder.toAbsolutePath().normalize();
        return new LocalStack(
                new Options.Home(root, data, Path.of(cache).toAbsolutePath(), options), out);
    }

    /// Tests run in the folder of their module, people anywhere in the checkout.
    static Path root() {
        var start = Path.of("").toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("platform/local-stack/pom.xml"))) {
                return folder;
            }
        }
        throw new StackProblem(start + " is not in a checkout of ecomauction");
    }

    /// Starts the named servers and what they need, or all of them.
    public LocalStack up(String... names) {
        locked(() -> {
            var map = SystemMap.of(home).encodePrettily();
            Files.writeString(home.data().resolve("map.json"), map);
            supervisor.start(chosen(List.of(names)), servers());
        });
        return this;
    }

    public void down() {
        locked(supervisor::stopAll);
    }

    /// Stops everything and deletes the data; what can be made again at once stays.
    public void reset() {
        down();
        locked(() -> {
            try (var entries = Files.list(home.data())) {
                for (var entry : entries.filter(LocalStack::isData).toList()) {
                    Unpacked.delete(entry);
                }
            }
        });
    }

    private static boolean isData(Path entry) {
        return !entry.endsWith("cache") && !entry.endsWith("launcher") && !entry.endsWith("lock");
    }

    /// Ends everything, even while [#up] is still at work in another thread.
    void abort() {
        try {
            supervisor.abort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Starts one server, whatever state those are in that it needs.
    public void start(String name) {
        var map = servers();
        locked(() -> supervisor.start(List.of(named(name, map)), map));
    }

    public void stop(String name) {
        supervisor.stop(running(name));
    }

    /// SIGKILL, as a machine that loses its power.
    public void kill(String name) {
        running(name).process().ifPresent(Signals::kill);
        supervisor.file().remove(name);
    }

    /// The process stays, but does nothing until [#resume].
    public void pause(String name) {
        running(name).process().ifPresent(process -> Signals.send(process, "STOP"));
    }

    public void resume(String name) {
        running(name).process().ifPresent(process -> Signals.send(process, "CONT"));
    }

    public int port(String name) {
        return home.port(name);
    }

    public List<Running> running() {
        return supervisor.file().all();
    }

    private Running running(String name) {
        return supervisor
                .file()
                .find(name)
                .orElseThrow(() -> new StackProblem(name + " is not running"));
    }

    private List<Server> chosen(List<String> names) {
        var servers = servers();
        if (names.isEmpty()) {
            return servers;
        }
        var wanted = new LinkedHashSet<String>();
        names.forEach(name -> addWithNeeds(name, servers, wanted));
        return servers.stream().filter(server -> wanted.contains(server.name())).toList();
    }

    private static void addWithNeeds(String name, List<Server> servers, Set<String> wanted) {
        named(name, servers).needs().forEach(need -> addWithNeeds(need, servers, wanted));
        wanted.add(name);
    }

    private static Server named(String name, List<Server> servers) {
        return servers.stream()
                .filter(server -> server.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new StackProblem("there is no server " + name));
    }

    private interface Change {
        void make() throws IOException;
    }

    /// Two launchers on one folder take turns; the lock of a killed one is gone with it.
    private void locked(Change change) {
        try {
            Files.createDirectories(home.data());
            try (var channel =
                            FileChannel.open(
                                    home.data().resolve("lock"),
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.WRITE);
                    var _ = channel.lock()) {
                change.make();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
