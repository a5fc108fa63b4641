package ecomauction.demo;

import ecomauction.demo.client.Api;
import ecomauction.demo.client.SystemMap;
import ecomauction.demo.log.LogVerifier;
import ecomauction.demo.log.PublicLog;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;

/// `./ecom verify-log <auctionId>`: saves a lot's log beside the map and checks it offline; a saved
/// file needs no network.
public final class VerifyLog {

    private VerifyLog() {}

    static void main(String[] arguments) throws InterruptedException {
        if (arguments.length != 2) {
            System.err.println("usage: verify-log <auctionId | saved log>");
            System.exit(2);
        }
        try {
            var saved = Path.of(arguments[1]);
            var file =
                    Files.isRegularFile(saved) ? saved : save(Path.of(arguments[0]), arguments[1]);
            System.exit(verify(file, System.out) ? 0 : 1);
        } catch (IOException notThere) {
            System.err.println("No log of " + arguments[1] + ": " + notThere.getMessage());
            System.exit(2);
        }
    }

    static boolean verify(Path file, PrintStream out) throws IOException {
        try (var log = Files.newInputStream(file)) {
            var verdict = LogVerifier.verify(log, Instant.now());
            verdict.problems().forEach(out::println);
            out.println(verdict.toText());
            out.println("log: " + file);
            return verdict.good();
        }
    }

    private static Path save(Path map, String auctionId) throws IOException, InterruptedException {
        var api = new Api(SystemMap.read(map));
        var folder = Files.createDirectories(map.toAbsolutePath().resolveSibling("logs"));
        var file = folder.resolve(auctionId + ".ndjson");
        try (var log = PublicLog.open(api, auctionId)) {
            Files.copy(log, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }
}
