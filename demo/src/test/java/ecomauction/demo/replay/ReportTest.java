package ecomauction.demo.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final String ODD_ONE = "8212610170";

    @Test
    void is_good_when_every_price_and_outcome_is_as_expected() {
        var report =
                report(
                        List.of(),
                        ended("1", 10_00, "SOLD", 10_00),
                        ended(ODD_ONE, 133_04, "SOLD", 132_50));

        assertThat(report.good()).isTrue();
        assertThat(report.toText())
                .contains("auctions                 2")
                .contains("accepted                 2")
                .contains("refused BID_TOO_LOW      1")
                .contains("price as recorded        1 of 2")
                .contains("8212610170: 132.50, not 133.04")
                .contains("✓ all as expected");
    }

    @Test
    void names_every_price_that_differs() {
        var report =
                report(List.of(), ended("1", 10_00, "SOLD", 10_50), ended("2", 5_00, "SOLD", null));

        assertThat(report.mismatches())
                .containsExactly(
                        "1: ended at 10.50, expected 10.00", "2: ended at no price, expected 5.00");
        assertThat(report.toText()).contains("✗ not as expected");
    }

    @Test
    void does_not_take_the_recorded_price_where_the_rules_give_another() {
        var report = report(List.of(), ended(ODD_ONE, 133_04, "SOLD", 133_04));

        assertThat(report.mismatches()).hasSize(1);
    }

    @Test
    void names_outcomes_that_differ_and_whatever_else_is_wrong() {
        var report = report(List.of("took longer than 120 s"), ended("1", 10_00, "UNSOLD", 10_00));

        assertThat(report.mismatches())
                .containsExactly(
                        "1: the lot is UNSOLD, the auction UNSOLD, expected SOLD",
                        "took longer than 120 s");
    }

    private static Report report(List<String> faults, Ending... endings) {
        var tally = new Tally();
        tally.accepted();
        tally.accepted();
        tally.refused("BID_TOO_LOW");
        tally.took(2_000_000);
        return new Report(
                List.of(endings), tally, Duration.ofSeconds(1), Duration.ofSeconds(90), faults);
    }

    private static Ending ended(
            String id, long recordedPrice, String outcome, @Nullable Long price) {
        var recorded = new RecordedAuction(id, "Xbox", 1_00, null, recordedPrice, List.of());
        return new Ending(
                new Lot(recorded, "auction-" + id, "Xbox " + id, Instant.EPOCH),
                outcome,
                outcome,
                price);
    }

    private static Ending ended(String id, long recordedPrice, String outcome, int price) {
        return ended(id, recordedPrice, outcome, (Long) (long) price);
    }
}
