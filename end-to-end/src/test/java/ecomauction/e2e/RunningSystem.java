package ecomauction.e2e;

import ecomauction.demo.client.Api;
import ecomauction.demo.client.SystemMap;
import ecomauction.local.LocalStack;
import ecomauction.local.Options;
import ecomauction.local.Options.Extra;
import ecomauction.local.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One system for all tests of this module, with two replicas of bid-service; it ends with the JVM.
final class RunningSystem {

    private static final Path FOLDER = Path.of("target/system");

    private static final Ports PORTS = Ports.free();

    static final Collector COLLECTOR = Collector.at(PORTS.of("collector"));
    static final LocalStack STACK = LocalStack.at(FOLDER, options());

    private static final SystemMap MAP = start();
    static final Api API = new Api(MAP);

    private RunningSystem() {}

    /// Behind the edge where the machine has one. Its limits have a test of their own: a suite is
    /// quicker than any honest client.
    private static Options options() {
        var options =
                Options.with(PORTS)
                        .replicas("bid-service", 2)
                        .environment("edge", Map.of("BIDS", "1000", "OTHERS", "300000"))
                        .environment("auction-service", traced(Map.of()))
                        .environment("bid-service", traced(Map.of()))
                        .environment(
                                "notification-service",
                                traced(
                                        Map.of(
                                                "NOTIFICATION_NEWS_OUTBID_WINDOW",
                                                "2s",
                                                // A second run on the same data hears of it anew.
                                                "NOTIFICATION_ALARM_QUIET",
                                                "2m")));
        return Tools.with(Extra.EDGE, Tools.with(Extra.OBSERVE, options));
    }

    /// Every trace is kept, and told to the collector.
    private static Map<String, String> traced(Map<String, String> other) {
        var environment = new HashMap<>(other);
        environment.put("QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT", COLLECTOR.endpoint());
        environment.put("QUARKUS_OTEL_TRACES_SAMPLER_ARG", "1");
        return environment;
    }

    private static SystemMap start() {
        Runtime.getRuntime().addShutdownHook(new Thread(STACK::down));
        STACK.up();
        // Tokens, Events and Mails of the test-kit look at this system, not at the modules' one.
        System.setProperty("ecom.stack", FOLDER.resolve("stack.json").toString());
        try {
            return SystemMap.read(FOLDER.resolve("map.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Of all processes, also of those that were replaced meanwhile; but for the mail server, a
    /// stand-in, which tells whose mailboxes it makes.
    static List<Path> logs() throws IOException {
        try (var files = Files.walk(FOLDER.resolve("logs"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("mail.log"))
                    .sorted()
                    .toList();
        }
    }

    /// Where people come in.
    static String front() {
        return MAP.gateway();
    }
}
