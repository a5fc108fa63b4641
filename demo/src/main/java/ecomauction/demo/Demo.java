package ecomauction.demo;

import ecomauction.demo.client.Api;
import ecomauction.demo.client.SystemMap;
import ecomauction.demo.replay.ReplayAll;
import ecomauction.demo.replay.ReplayAll.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/// `./ecom demo`: real auctions, bid by bid, through a running system.
public final class Demo {

    private static final String USAGE =
            "usage: demo [--auctions N] [--parallel N] [--seconds N: how long each auction runs]"
                    + " [--limit N: seconds in all]";

    private Demo() {}

    static void main(String[] arguments) throws IOException, InterruptedException {
        // One clerk bids for a hundred people: more than an edge lets anybody do.
        var map = SystemMap.read(Path.of(arguments[0])).pastEdge();
        var settings = settings(Arrays.asList(arguments).subList(1, arguments.length));
        var good = new ReplayAll(new Api(map), System.out).run(settings);
        System.exit(good ? 0 : 1);
    }

    static Settings settings(List<String> options) {
        int auctions = 149;
        int parallel = 32;
        int seconds = 70;
        int limit = 120;
        for (var option = options.iterator(); option.hasNext(); ) {
            switch (option.next()) {
                case "--auctions" -> auctions = number(option);
                case "--parallel" -> parallel = number(option);
                case "--seconds" -> seconds = number(option);
                case "--limit" -> limit = number(option);
                default -> throw new IllegalArgumentException(USAGE);
            }
        }
        return new Settings(
                auctions, parallel, Duration.ofSeconds(seconds), Duration.ofSeconds(limit));
    }

    private static int number(Iterator<String> option) {
        try {
            return Integer.parseInt(option.next());
        } catch (NumberFormatException | NoSuchElementException missing) {
            throw new IllegalArgumentException(USAGE, missing);
        }
    }
}
