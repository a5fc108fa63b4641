package ecomauction.demo.replay;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The figures of a run, and whether all is as it was recorded.
///
/// @param faults what is wrong apart from prices: mails that lack, time that ran out
record Report(
        List<Ending> endings, Tally tally, Duration bidding, Duration total, List<String> faults) {

    /// Here the site took a bid that the rules refuse: below the price plus one increment.
    static final Map<String, Long> ENDS_OTHERWISE = Map.of("8212610170", 132_50L);

    private static final int SHOWN = 20;

    boolean good() {
        return mismatches().isEmpty();
    }

    /// Everything that is not as expected, one line each.
    List<String> mismatches() {
        var wrong = new ArrayList<String>();
        for (var ending : endings) {
            addMismatches(wrong, ending);
        }
        wrong.addAll(faults);
        return wrong;
    }

    private static void addMismatches(List<String> wrong, Ending ending) {
        var recorded = ending.lot().recorded();
        var expected = expectedPrice(recorded);
        if (!Objects.equals(ending.price(), expected)) {
            wrong.add(
                    "%s: ended at %s, expected %s"
                            .formatted(recorded.id(), dollars(ending.price()), dollars(expected)));
        }
        var reserve = recorded.reserve();
        var outcome = reserve == null || expected >= reserve ? "SOLD" : "UNSOLD";
        if (!ending.outcome().equals(outcome) || !ending.status().equals(outcome)) {
            wrong.add(
                    "%s: the lot is %s, the auction %s, expected %s"
                            .formatted(recorded.id(), ending.outcome(), ending.status(), outcome));
        }
    }

    private static long expectedPrice(RecordedAuction recorded) {
        return ENDS_OTHERWISE.getOrDefault(recorded.id(), recorded.finalPrice());
    }

    String toText() {
        var text = new StringBuilder();
        var bids = endings.stream().mapToInt(end -> end.lot().recorded().bids().size()).sum();
        row(text, "auctions", endings.size());
        row(text, "sold", endings.stream().filter(end -> end.outcome().equals("SOLD")).count());
        row(text, "bids", bids);
        row(text, "accepted", tally.acceptedCount());
        tally.refusedCounts().forEach((code, count) -> row(text, "refused " + code, count));
        row(text, "bids per second", Math.round(bids * 1e9 / Math.max(1, bidding.toNanos())));
        row(text, "a bid, p50", millis(tally.millisAt(50)));
        row(text, "a bid, p99", millis(tally.millisAt(99)));
        row(text, "price as recorded", asRecorded() + " of " + endings.size());
        endings.forEach(end -> addKnownDifference(text, end));
        row(text, "time in all", total.toSeconds() + " s");
        addVerdict(text);
        return text.toString();
    }

    private long asRecorded() {
        return endings.stream()
                .filter(end -> Objects.equals(end.price(), end.lot().recorded().finalPrice()))
                .count();
    }

    private static void addKnownDifference(StringBuilder text, Ending ending) {
        var recorded = ending.lot().recorded();
        var otherwise = ENDS_OTHERWISE.get(recorded.id());
        if (otherwise != null && otherwise.equals(ending.price())) {
            row(
                    text,
                    "as expected, not",
                    "%s: %s, not %s: the site took a bid that the rules refuse"
                            .formatted(
                                    recorded.id(),
                                    dollars(otherwise),
                                    dollars(recorded.finalPrice())));
        }
    }

    private void addVerdict(StringBuilder text) {
        var wrong = mismatches();
        wrong.stream().limit(SHOWN).forEach(line -> text.append("  ✗ ").append(line).append('\n'));
        if (wrong.size() > SHOWN) {
            text.append("  ✗ and %d more%n".formatted(wrong.size() - SHOWN));
        }
        text.append(wrong.isEmpty() ? "  ✓ all as expected\n" : "  ✗ not as expected\n");
    }

    private static void row(StringBuilder text, String name, Object value) {
        text.append(String.format(Locale.ROOT, "  %-24s %s%n", name, value));
    }

    private static String millis(double millis) {
        return String.format(Locale.ROOT, "%.1f ms", millis);
    }

    private static String dollars(@Nullable Long cents) {
        return cents == null ? "no price" : BigDecimal.valueOf(cents, 2).toPlainString();
    }
}
