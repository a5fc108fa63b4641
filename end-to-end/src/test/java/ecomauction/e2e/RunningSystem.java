package ecomauction.e2e;

import ecomauction.demo.client.Api;
import ecomauction.demo.client.SystemMap;
import ecomauction.local.LocalStack;
import ecomauction.local.Options;
import ecomauction.local.Options.Extra;
import ecomauction.local.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/// One system for all tests of this module, with two replicas of bid-service; it ends with the JVM.
final class RunningSystem {

    private static final Path FOLDER = Path.of("target/system");

    static final LocalStack STACK =
            LocalStack.at(
                    FOLDER,
                    Tools.with(
                            Extra.OBSERVE,
                            Options.with(Ports.free())
                                    .replicas("bid-service", 2)
                                    .environment(
                                            "notification-service",
                                            Map.of(
                                                    "NOTIFICATION_NEWS_OUTBID_WINDOW", "2s",
                                                    // A second run on the same data hears of it
                                                    // anew.
                                                    "NOTIFICATION_ALARM_QUIET", "2m"))));

    static final Api API = start();

    private RunningSystem() {}

    private static Api start() {
        Runtime.getRuntime().addShutdownHook(new Thread(STACK::down));
        STACK.up();
        // Tokens, Events and Mails of the test-kit look at this system, not at the modules' one.
        System.setProperty("ecom.stack", FOLDER.resolve("stack.json").toString());
        try {
            return new Api(SystemMap.read(FOLDER.resolve("map.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String gateway() {
        return "http://127.0.0.1:" + STACK.port("gateway");
    }
}
