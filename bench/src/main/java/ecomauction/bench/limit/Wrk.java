package ecomauction.bench.limit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/// Requests a second, by the cheapest load generator that there is.
public final class Wrk {

    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final Pattern BAD = Pattern.compile("Non-2xx.*|Socket errors.*");

    private Wrk() {}

    public static double run(String url, int connections, Duration time) {
        var line = List.of("wrk", "-t1", "-c" + connections, "-d" + time.toSeconds() + "s", url);
        try {
            var process = new ProcessBuilder(line).redirectErrorStream(true).start();
            var out = new String(process.getInputStream().readAllBytes(), US_ASCII);
            process.waitFor();
            var rate = RATE.matcher(out);
            if (!rate.find() || BAD.matcher(out).find()) {
                throw new IllegalStateException("wrk says: " + out);
            }
            return Double.parseDouble(rate.group(1));
        } catch (IOException missing) {
            throw new UncheckedIOException("wrk is needed (Debian: wrk)", missing);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
