package ecomauction.demo.log;

import static ecomauction.demo.log.LogEntry.Kind.BLOCKED;
import static ecomauction.demo.log.LogEntry.Kind.COUNTERED;
import static ecomauction.demo.log.LogEntry.Kind.FIRST;
import static ecomauction.demo.log.LogEntry.Kind.LEADING;
import static ecomauction.demo.log.LogEntry.Kind.RAISED;
import static ecomauction.demo.log.LogEntry.Kind.RETRACTED;
import static ecomauction.demo.log.LogEntry.Kind.TERMS_CHANGED;
import static ecomauction.demo.log.LogEntry.Outcome.CANCELLED;
import static ecomauction.demo.log.LogEntry.Outcome.SOLD;
import static ecomauction.demo.log.LogEntry.Outcome.UNSOLD;
import static ecomauction.demo.log.Lots.END;
import static ecomauction.demo.log.Lots.after;
import static ecomauction.demo.log.Lots.beforeEnd;
import static ecomauction.demo.log.Lots.leads;
import static ecomauction.demo.log.Lots.nobody;
import static ecomauction.demo.log.Lots.notMet;
import static ecomauction.demo.log.Lots.startingAt;
import static ecomauction.demo.log.Lots.withOffer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ecomauction.demo.log.LogVerifier.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogVerifierTest {

    private static final Instant CLOSED_AT = END.plusMillis(2_500);
    private static final Instant LONG_AFTER = END.plus(Duration.ofDays(1));

    @Test
    void finds_an_honest_log_good() {
        var verdict = verify(honest());

        assertThat(verdict.problems()).isEmpty();
        assertThat(verdict.toText())
                .startsWith("GOOD " + LogWriter.AUCTION)
                .contains("8 entries, SOLD to paddle Ä, price 4000")
                .contains("winner");
    }

    @Test
    void finds_every_changed_byte() {
        var log = honest().bytes();

        var missed = new ArrayList<Integer>();
        for (int i = 0; i < log.length; i++) {
            var damaged = log.clone();
            damaged[i] ^= 1;
            if (LogVerifier.verify(damaged, LONG_AFTER).good()) {
                missed.add(i);
            }
        }

        assertThat(missed).isEmpty();
    }

    @Test
    void finds_every_removed_line() {
        var lines = lines(honest());

        for (int i = 0; i < lines.size(); i++) {
            var fewer = new ArrayList<>(lines);
            fewer.remove(i);

            assertThat(verify(fewer).good()).as("without line %d", i).isFalse();
        }
    }

    @Test
    void finds_every_pair_of_swapped_lines() {
        var lines = lines(honest());

        for (int i = 0; i < lines.size(); i++) {
            for (int j = 0; j < i; j++) {
                var swapped = new ArrayList<>(lines);
                Collections.swap(swapped, i, j);

                assertThat(verify(swapped).good()).as("%d and %d swapped", i, j).isFalse();
            }
        }
    }

    @Test
    void finds_every_repeated_line() {
        var lines = lines(honest());

        for (int i = 0; i < lines.size(); i++) {
            var more = new ArrayList<>(lines);
            more.add(i, lines.get(i));

            assertThat(verify(more).good()).as("line %d twice", i).isFalse();
        }
    }

    @Test
    void finds_a_wrong_price_though_the_chain_was_computed_again() {
        var forged = honest().forge(3, entry -> entry.replace("\"price\":5100", "\"price\":5150"));

        assertThat(verify(forged).problems())
                .containsExactly("seq 3: price is 5150, by the rules 5100");
    }

    @Test
    void finds_a_wrong_winner_though_the_chain_was_computed_again() {
        var forged =
                honest().forge(
                                7,
                                entry ->
                                        entry.replace(
                                                "\"winner\":\"paddle Ä\"",
                                                "\"winner\":\"bidder 1\""));

        assertThat(verify(forged).problems())
                .containsExactly("seq 7: winner is bidder 1, by the rules paddle Ä");
    }

    @Test
    void finds_a_forged_maximum() {
        var text = new String(honest().bytes(), UTF_8).replace("\"max\":9000", "\"max\":9001");

        assertThat(LogVerifier.verify(text.getBytes(UTF_8), LONG_AFTER).problems())
                .contains("seq 4: the opening is not what was committed to");
    }

    @Test
    void finds_a_reserve_that_was_changed_afterwards() {
        var text =
                new String(honest().bytes(), UTF_8).replace("\"reserve\":4000", "\"reserve\":4001");

        assertThat(LogVerifier.verify(text.getBytes(UTF_8), LONG_AFTER).problems())
                .contains("seq 0: the opening is not what was committed to");
    }

    @Test
    void finds_a_bid_taken_after_the_end() {
        var log =
                new LogWriter()
                        .opened(startingAt(1000), null, nobody(1000))
                        .bid(FIRST, "A", 5000, END, leads("A", 1000, 1050, 1));

        assertThat(verify(log).problems())
                .anyMatch(problem -> problem.startsWith("seq 1: taken at or after the end"));
    }

    @Test
    void finds_time_that_goes_back() {
        var log =
                new LogWriter()
                        .opened(startingAt(1000), null, nobody(1000))
                        .bid(FIRST, "A", 5000, after(2), leads("A", 1000, 1050, 1))
                        .bid(RAISED, "A", 6000, after(1), leads("A", 1000, 1050, 1));

        assertThat(verify(log).problems()).contains("seq 2: is earlier than the entry before");
    }

    @Test
    void finds_an_end_that_never_came() {
        var lines = lines(honest());

        assertThat(verify(lines.subList(0, 7)).problems())
                .containsExactly("the log: ends without CLOSED, though the lot ended at " + END);
        assertThat(LogVerifier.verify(bytes(lines.subList(0, 7)), END).good()).isTrue();
    }

    @Test
    void finds_entries_after_the_end() {
        var log =
                new LogWriter()
                        .opened(startingAt(1000), null, nobody(1000))
                        .closed(UNSOLD, "NO_BIDS", null, null, CLOSED_AT, nobody(1000))
                        .closed(UNSOLD, "NO_BIDS", null, null, CLOSED_AT, nobody(1000));

        assertThat(verify(log).problems()).containsExactly("seq 2: comes after the end");
    }

    @Test
    void finds_garbage_empty_files_and_other_auctions() {
        var other = honest().forge(1, entry -> entry.replace(LogWriter.AUCTION, "another"));

        assertThat(LogVerifier.verify(new byte[0], LONG_AFTER).problems())
                .containsExactly("the log: is empty");
        assertThat(LogVerifier.verify(new byte[] {(byte) 0xff}, LONG_AFTER).good()).isFalse();
        assertThat(LogVerifier.verify("{}\n".getBytes(UTF_8), LONG_AFTER).good()).isFalse();
        assertThat(verify(other).problems())
                .containsExactly("seq 1: is of another auction, another");
    }

    /// RT1 and RT2 of the rules: the price falls to what the remaining bids give.
    @Test
    void follows_retractions() {
        var log =
                new LogWriter()
                        .opened(startingAt(1000), 5500L, nobody(1000))
                        .bid(FIRST, "A", 5000, after(1), notMet(leads("A", 1000, 1050, 1)))
                        .bid(COUNTERED, "B", 3000, after(2), notMet(leads("A", 3100, 3200, 2)))
                        .bid(LEADING, "C", 6000, after(3), leads("C", 5500, 5600, 3))
                        .without(
                                RETRACTED,
                                "C",
                                List.of(3L),
                                after(4),
                                notMet(leads("A", 3100, 3200, 2)))
                        .without(
                                BLOCKED,
                                "A",
                                List.of(1L),
                                after(5),
                                notMet(leads("B", 1000, 1050, 1)))
                        .without(RETRACTED, "B", List.of(2L), after(6), nobody(1000))
                        .closed(UNSOLD, "NO_BIDS", null, null, CLOSED_AT, nobody(1000));

        assertThat(verify(log).problems()).isEmpty();
    }

    /// A plain fold of the remaining bids would give 10050.
    @Test
    void knows_that_a_retraction_never_raises_the_price() {
        var log =
                new LogWriter()
                        .opened(startingAt(1000), null, nobody(1000))
                        .bid(FIRST, "A", 10_000, after(1), leads("A", 1000, 1050, 1))
                        .bid(COUNTERED, "B", 9_950, after(2), leads("A", 10_000, 10_250, 2))
                        .bid(RAISED, "A", 15_000, after(3), leads("A", 10_000, 10_250, 2))
                        .bid(COUNTERED, "C", 14_000, after(4), leads("A", 14_250, 14_500, 3))
                        .without(
                                BLOCKED, "C", List.of(4L), after(5), leads("A", 10_000, 10_250, 2));

        assertThat(LogVerifier.verify(log.bytes(), END).problems()).isEmpty();
    }

    @Test
    void finds_a_late_retraction_of_an_older_bid() {
        var log =
                new LogWriter()
                        .opened(startingAt(1000), null, nobody(1000))
                        .bid(
                                FIRST,
                                "A",
                                5000,
                                beforeEnd(Duration.ofHours(11)),
                                leads("A", 1000, 1050, 1))
                        .without(
                                RETRACTED,
                                "A",
                                List.of(1L),
                                beforeEnd(Duration.ofHours(9)),
                                nobody(1000));

        assertThat(LogVerifier.verify(log.bytes(), END).problems())
                .anyMatch(problem -> problem.contains("late and not the latest"));
    }

    @Test
    void follows_a_purchase_at_the_fixed_price() {
        var bought = leads("A", 8000, 8100, 0);
        var log =
                new LogWriter()
                        .opened(
                                Lots.buyNowAt(1000, 8000, "UNTIL_FIRST_BID"),
                                null,
                                withOffer(nobody(1000)))
                        .boughtNow("A", after(1), bought)
                        .closed(SOLD, "BUY_NOW", "A", 8000L, after(1), bought);

        assertThat(verify(log).problems()).isEmpty();
    }

    @Test
    void follows_a_reserve_that_is_lowered_and_removed() {
        var log =
                new LogWriter()
                        .opened(startingAt(1000), 9000L, nobody(1000))
                        .bid(FIRST, "A", 5000, after(1), notMet(leads("A", 1000, 1050, 1)))
                        .reserveLowered(6000L, after(2), notMet(leads("A", 1000, 1050, 1)))
                        .reserveLowered(5000L, after(3), leads("A", 5000, 5100, 1))
                        .bid(LEADING, "B", 6000, after(4), leads("B", 5100, 5200, 2))
                        .closed(SOLD, "HAMMER", "B", 5100L, CLOSED_AT, leads("B", 5100, 5200, 2));
        var removed =
                new LogWriter()
                        .opened(startingAt(1000), 9000L, nobody(1000))
                        .bid(FIRST, "A", 5000, after(1), notMet(leads("A", 1000, 1050, 1)))
                        .reserveLowered(null, after(2), leads("A", 1000, 1050, 1))
                        .closed(SOLD, "HAMMER", "A", 1000L, CLOSED_AT, leads("A", 1000, 1050, 1));

        assertThat(verify(log).problems()).isEmpty();
        assertThat(verify(removed).problems()).isEmpty();
    }

    @Test
    void finds_a_reserve_that_is_raised() {
        var log =
                new LogWriter()
                        .opened(startingAt(1000), 9000L, nobody(1000))
                        .reserveLowered(9001L, after(1), nobody(1000));

        assertThat(LogVerifier.verify(log.bytes(), END).problems())
                .containsExactly("seq 1: reserve not lowered");
    }

    @Test
    void follows_new_terms_and_early_ends() {
        var changed =
                new LogWriter()
                        .opened(startingAt(1000), null, nobody(1000))
                        .withTerms(TERMS_CHANGED, startingAt(2000), 3000L, after(1), nobody(2000))
                        .bid(FIRST, "A", 2500, after(2), notMet(leads("A", 2000, 2050, 1)))
                        .closed(
                                SOLD,
                                "SOLD_BY_SELLER",
                                "A",
                                2000L,
                                after(3),
                                leads("A", 2000, 2050, 1));
        var cancelled =
                new LogWriter()
                        .opened(startingAt(1000), null, nobody(1000))
                        .bid(FIRST, "A", 2500, after(2), leads("A", 1000, 1050, 1))
                        .closed(
                                CANCELLED,
                                "The item is lost.",
                                null,
                                null,
                                after(3),
                                leads("A", 1000, 1050, 1));

        assertThat(verify(changed).problems()).isEmpty();
        assertThat(verify(cancelled).problems()).isEmpty();
    }

    @Test
    void checks_the_chain_alone_where_maxima_are_hidden() {
        var hidden = new String(honest().bytes(), UTF_8).replaceAll(",\"opening\":\\{[^}]*}", "");
        var sealed =
                hidden.replaceAll(
                        "\\{\"entry\":.*\"RAISED\".*(\"hash\":\"[0-9a-f]{64}\")}",
                        "{\"seq\":4,\"sealed\":true,$1}");
        var forged = sealed.replace("\"price\":5100", "\"price\":5150");

        var verdict = LogVerifier.verify(sealed.getBytes(UTF_8), LONG_AFTER);

        assertThat(sealed).contains("\"sealed\":true");
        assertThat(verdict.problems()).isEmpty();
        assertThat(verdict.toText()).contains("chain only, 6 entries are not opened");
        assertThat(LogVerifier.verify(forged.getBytes(UTF_8), LONG_AFTER).good()).isFalse();
    }

    private static LogWriter honest() {
        return new LogWriter()
                .opened(startingAt(1000), 4000L, nobody(1000))
                .bid(FIRST, "bidder 1", 3000, after(1), notMet(leads("bidder 1", 1000, 1050, 1)))
                .bid(LEADING, "paddle Ä", 5000, after(2), leads("paddle Ä", 4000, 4100, 2))
                .bid(LEADING, "bidder 1", 6000, after(3), leads("bidder 1", 5100, 5200, 3))
                .bid(RAISED, "bidder 1", 9000, after(4), leads("bidder 1", 5100, 5200, 3))
                .bid(LEADING, "paddle Ä", 12_000, after(5), leads("paddle Ä", 9100, 9200, 4))
                .without(
                        RETRACTED,
                        "bidder 1",
                        List.of(1L, 3L, 4L),
                        after(6),
                        leads("paddle Ä", 4000, 4100, 1))
                .closed(
                        SOLD,
                        "HAMMER",
                        "paddle Ä",
                        4000L,
                        CLOSED_AT,
                        leads("paddle Ä", 4000, 4100, 1));
    }

    private static Verdict verify(LogWriter log) {
        return LogVerifier.verify(log.bytes(), LONG_AFTER);
    }

    private static Verdict verify(List<String> lines) {
        return LogVerifier.verify(bytes(lines), LONG_AFTER);
    }

    private static List<String> lines(LogWriter log) {
        return new String(log.bytes(), UTF_8).lines().toList();
    }

    private static byte[] bytes(List<String> lines) {
        return (String.join("\n", lines) + "\n").getBytes(UTF_8);
    }
}
