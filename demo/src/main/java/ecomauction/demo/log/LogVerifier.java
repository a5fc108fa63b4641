package ecomauction.demo.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import ecomauction.demo.log.LogEntry.Kind;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Checks a saved bid log: the hash chain, the commitments, and every decision by the published
/// rules.
public final class LogVerifier {

    private static final String NO_HASH = "0".repeat(64);

    /// A lot is closed at its end plus a drain of seconds; after this there is no excuse.
    private static final Duration CLOSES_WITHIN = Duration.ofMinutes(1);

    private final Instant now;
    private final List<String> problems = new ArrayList<>();

    private String hash = NO_HASH;
    private @Nullable LogLine first;
    private @Nullable LogLine last;
    private @Nullable Refold fold;
    private long entries;
    private long unopened;
    private Instant lastAt = Instant.MIN;

    private LogVerifier(Instant now) {
        this.now = now;
    }

    /// Checks everything that can be checked without the network.
    ///
    /// @param log the answer of `GET /v1/lots/{id}/log?openings=true`, byte for byte
    /// @param now a lot that has ended long before must be closed
    public static Verdict verify(byte[] log, Instant now) {
        try {
            return verify(new ByteArrayInputStream(log), now);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /// Line by line: the log of a million bids does not fit into memory.
    ///
    /// @throws IOException if the log breaks off
    public static Verdict verify(InputStream log, Instant now) throws IOException {
        var verifier = new LogVerifier(now);
        try {
            verifier.verify(new BufferedReader(new InputStreamReader(log, UTF_8.newDecoder())));
        } catch (CharacterCodingException damaged) {
            verifier.problem("the file", "is not UTF-8");
        }
        return verifier.verdict();
    }

    private void verify(BufferedReader log) throws IOException {
        var number = 0;
        for (var line = log.readLine(); line != null; line = log.readLine()) {
            if (!read(number++, line)) {
                return;
            }
        }
        checkEnd();
    }

    /// After a line that cannot be read there is nothing to check the next ones against.
    private boolean read(int number, String text) {
        entries++;
        try {
            var line = LogLine.parse(text);
            checkChain(number, line);
            checkDecision(line);
            last = line;
            return true;
        } catch (JsonProcessingException | RuntimeException malformed) {
            problem("line " + (number + 1), "cannot be read: " + oneLine(malformed));
            return false;
        }
    }

    private void checkChain(int number, LogLine line) {
        if (line.seq() != number) {
            problem("line " + (number + 1), "has seq " + line.seq() + ", not " + number);
        }
        if (line.entry() != null && !line.hashAfter(hash).equals(line.hash())) {
            problem(line, "the hash does not follow from the one before and the entry");
        }
        hash = line.hash();
    }

    private void checkDecision(LogLine line) {
        var entry = line.entry();
        if (entry == null) {
            unopened++;
            return;
        }
        first = first == null ? line : first;
        if (!Objects.requireNonNull(first.entry()).auctionId().equals(entry.auctionId())) {
            problem(line, "is of another auction, " + entry.auctionId());
        }
        if (entry.at().isBefore(lastAt)) {
            problem(line, "is earlier than the entry before");
        }
        lastAt = entry.at();
        checkOpening(line, entry);
        decideAgain(line, entry);
    }

    private void checkOpening(LogLine line, LogEntry entry) {
        var commitment = commitmentOf(entry);
        var opening = line.opening();
        if (commitment == null) {
            if (opening != null) {
                problem(line, "opens what was never committed to");
            }
        } else if (opening == null) {
            unopened++;
        } else if (!opening.commitment().equals(commitment)
                || opening.ofReserve() != (entry.commitment() == null)) {
            problem(line, "the opening is not what was committed to");
        }
    }

    private static @Nullable String commitmentOf(LogEntry entry) {
        var terms = entry.terms();
        if (entry.commitment() != null) {
            return entry.commitment();
        }
        return terms == null ? entry.reserveCommitment() : terms.reserveCommitment();
    }

    /// As long as everything is open: what is hidden cannot be judged.
    private void decideAgain(LogLine line, LogEntry entry) {
        if (unopened > 0) {
            return;
        }
        if (fold == null) {
            if (entry.kind() != Kind.OPENED) {
                throw new IllegalArgumentException("the log does not begin with OPENED");
            }
            fold = new Refold(line);
        } else {
            fold.apply(line);
        }
        fold.problems().forEach(wrong -> problem(line, wrong));
    }

    private void checkEnd() {
        if (entries == 0) {
            problem("the log", "is empty");
        } else if (fold != null
                && unopened == 0
                && !fold.ended()
                && fold.endsAt().plus(CLOSES_WITHIN).isBefore(now)) {
            problem("the log", "ends without CLOSED, though the lot ended at " + fold.endsAt());
        }
    }

    private Verdict verdict() {
        var opened = first == null ? null : first.entry();
        var end = last == null ? null : last.entry();
        return new Verdict(
                opened == null ? "unknown" : opened.auctionId(),
                entries,
                unopened,
                end == null ? "" : resultOf(end),
                hash,
                List.copyOf(problems));
    }

    private static String resultOf(LogEntry end) {
        var price = end.hammerPrice() == null ? end.state().price() : end.hammerPrice();
        var standing = price == null ? "no bid" : "price " + price;
        return end.outcome() == null
                ? "open, " + standing
                : end.outcome()
                        + (end.winner() == null ? "" : " to " + end.winner())
                        + ", "
                        + standing;
    }

    private void problem(LogLine line, String wrong) {
        problem("seq " + line.seq(), wrong);
    }

    private void problem(String where, String wrong) {
        problems.add(where + ": " + wrong);
    }

    private static String oneLine(Exception failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }

    /// What was found.
    ///
    /// @param unopened entries whose maxima or reserve are hidden: without them the chain is
    ///   checked and nothing else
    /// @param result in words, such as `SOLD to bidder 2, price 11750`
    /// @param headHash the last hash, which `LotClosed` gives to everybody
    public record Verdict(
            String auctionId,
            long entries,
            long unopened,
            String result,
            String headHash,
            List<String> problems) {

        public boolean good() {
            return problems.isEmpty();
        }

        public String toText() {
            var checked =
                    unopened == 0
                            ? "chain, commitments, prices and winner"
                            : "chain only, %d entries are not opened".formatted(unopened);
            return good()
                    ? "GOOD %s: %d entries, %s (%s)".formatted(auctionId, entries, result, checked)
                    : "WRONG %s: %d problems in %d entries"
                            .formatted(auctionId, problems.size(), entries);
        }
    }
}
