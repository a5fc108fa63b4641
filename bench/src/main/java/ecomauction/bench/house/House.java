package ecomauction.bench.house;

import ecomauction.demo.client.Api;
import ecomauction.demo.client.SystemMap;
import ecomauction.local.LocalStack;
import ecomauction.local.Options;
import ecomauction.local.Ports;
import ecomauction.local.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// A system of its own, as `./ecom up` starts it, on free ports and with a fresh database.
public final class House implements AutoCloseable {

    private static final String SERVICE = "bid-service";

    /// `./ecom up` wants a broker that starts fast, a bench one that was compiled as in production.
    private static final String COMPILED = "-XX:TieredStopAtLevel=4";

    /// Prices rise by a cent, so that a lot takes millions of bids.
    public static final String INCREMENTS = "CENTS";

    private final LocalStack stack;
    private final Thread ifKilled;
    private final Api api;

    private House(Path folder, LocalStack stack, Thread ifKilled) {
        this.stack = stack;
        this.ifKilled = ifKilled;
        try {
            var map = SystemMap.read(folder.resolve("map.json"));
            this.api = new Api(map.behind("http://127.0.0.1:" + stack.port(SERVICE)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static House open(UnaryOperator<Options> options, String... servers) {
        var folder = Path.of(".ecom-bench");
        var stack =
                LocalStack.at(
                        folder,
                        options.apply(Options.with(Ports.free()).jvmFlags("kafka", COMPILED)));
        stack.down();
        stack.reset();
        var ifKilled = new Thread(stack::down);
        Runtime.getRuntime().addShutdownHook(ifKilled);
        stack.up(servers);
        var house = new House(folder, stack, ifKilled);
        house.publishIncrements();
        return house;
    }

    private void publishIncrements() {
        api.put(
                        "operator",
                        "/v1/increment-tables/" + INCREMENTS,
                        Map.of(
                                "currency",
                                "USD",
                                "tiers",
                                List.of(Map.of("from", 0, "increment", 1))),
                        UUID.randomUUID().toString())
                .orThrow();
    }

    public LocalStack stack() {
        return stack;
    }

    public Api api() {
        return api;
    }

    /// The service itself: no gateway of ours between it and the load.
    public int port() {
        return stack.port(SERVICE);
    }

    public String kafka() {
        return "127.0.0.1:" + stack.port("kafka");
    }

    public Database database() {
        return new Database(stack.port("postgres"));
    }

    public Lots lots() {
        return new Lots(kafka(), database());
    }

    /// Tokens of ordinary bidders.
    public List<String> bidders() {
        return IntStream.rangeClosed(1, 5).mapToObj(i -> api.token("bidder" + i)).toList();
    }

    public long pid(String name) {
        return running(name).findFirst().orElseThrow();
    }

    private LongStream running(String name) {
        return stack.running().stream()
                .filter(running -> running.name().equals(name))
                .mapToLong(Running::pid);
    }

    public Usage usage() {
        var roots = stack.running().stream().map(Running::pid).collect(Collectors.toSet());
        roots.add(ProcessHandle.current().pid());
        return new Usage(
                System.nanoTime(),
                running(SERVICE).map(Processes::cpuMicrosOfTree).sum(),
                Processes.cpuMicrosOfTree(pid("postgres")),
                Processes.busyMicros(),
                Processes.cpuMicrosOfTrees(roots));
    }

    @Override
    public void close() {
        stack.down();
        Runtime.getRuntime().removeShutdownHook(ifKilled);
    }
}
