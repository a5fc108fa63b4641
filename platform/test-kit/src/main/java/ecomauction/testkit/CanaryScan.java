package ecomauction.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// Looks for amounts that must stay secret: a test bids maxima and sets reserves that nobody else
/// uses, collects everything that the public can see, and finds none of them in it.
///
/// ```java
/// var scan = CanaryScan.of(123_457, 987_653);
/// scan.text("bid.events", payload).url(metrics).file(log).check();
/// ```
///
/// Amounts are in minor units; `123457`, `1234.57` and `1,234.57` are all found, inside longer
/// numbers and hashes they are not.
public final class CanaryScan {

    private static final int CONTEXT = 60;
    private static final long SMALLEST = 10_000;

    private final Pattern canaries;
    private final List<String> finds = new ArrayList<>();
    private int texts;

    private CanaryScan(Pattern canaries) {
        this.canaries = canaries;
    }

    /// @param amounts of at least five digits, else they are met by chance
    public static CanaryScan of(long... amounts) {
        if (amounts.length == 0 || LongStream.of(amounts).anyMatch(amount -> amount < SMALLEST)) {
            throw new IllegalArgumentException("canaries have at least five digits");
        }
        var spellings =
                LongStream.of(amounts)
                        .mapToObj(CanaryScan::spellings)
                        .collect(Collectors.joining("|"));
        return new CanaryScan(Pattern.compile("(?i)(?<![0-9a-f.])(" + spellings + ")(?![0-9a-f])"));
    }

    public CanaryScan text(String source, String text) {
        texts++;
        var matcher = canaries.matcher(text);
        while (matcher.find()) {
            var from = Math.max(0, matcher.start() - CONTEXT);
            var to = Math.min(text.length(), matcher.end() + CONTEXT);
            finds.add(source + ": …" + text.substring(from, to) + "…");
        }
        return this;
    }

    public CanaryScan file(Path file) {
        try {
            return text(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public CanaryScan url(URI address) {
        try (var in = address.toURL().openStream()) {
            return text(address.toString(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void check() {
        if (texts == 0) {
            throw new AssertionError("nothing was scanned");
        }
        if (!finds.isEmpty()) {
            throw new AssertionError("Secret amounts were seen\n" + String.join("\n", finds));
        }
    }

    private static String spellings(long amount) {
        var major = amount / 100;
        var cents = "[.,]" + "%02d".formatted(amount % 100);
        return amount
                + "|"
                + major
                + cents
                + "|"
                + Pattern.quote(String.format(Locale.ROOT, "%,d", major))
                + cents;
    }
}
