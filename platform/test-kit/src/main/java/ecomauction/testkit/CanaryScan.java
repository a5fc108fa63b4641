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
/// numbers and hashes they are not. With [#personal], tokens and mail addresses are found as well,
/// whosesoever they are: for logs, where none has a place.
public final class CanaryScan {

    private static final int CONTEXT = 60;
    private static final long SMALLEST = 10_000;

    /// Of a token its head is enough; a version such as `java.base@25.0.1` is no address.
    private static final Pattern PERSONAL =
            Pattern.compile("eyJ[\\w-]{8,}\\.|[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)*\\.[a-z]{2,}\\b");

    private final List<Pattern> canaries = new ArrayList<>();
    private final List<String> finds = new ArrayList<>();
    private int texts;

    private CanaryScan(Pattern amounts) {
        canaries.add(amounts);
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

    public CanaryScan personal() {
        canaries.add(PERSONAL);
        return this;
    }

    public CanaryScan text(String source, String text) {
        texts++;
        canaries.forEach(canary -> find(canary, source, text));
        return this;
    }

    private void find(Pattern canary, String source, String text) {
        var matcher = canary.matcher(text);
        while (matcher.find()) {
            var from = Math.max(0, matcher.start() - CONTEXT);
            var to = Math.min(text.length(), matcher.end() + CONTEXT);
            finds.add(source + ": …" + text.substring(from, to) + "…");
        }
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
            throw new AssertionError("Secrets were seen\n" + String.join("\n", finds));
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
