package ecomauction.notification.news;

import static org.assertj.core.api.Assertions.assertThat;

import ecomauction.contracts.Money;
import ecomauction.contracts.bid.PrivateBidEvent.Bidder;
import ecomauction.notification.audience.Bidders.Participant;
import ecomauction.notification.audience.Listing;
import ecomauction.notification.audience.Lot;
import ecomauction.notification.notices.News;
import ecomauction.notification.notices.Notice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TidingsTest {

    private static final UUID ID = UUID.fromString("01890000-0000-7000-8000-000000000001");
    private static final UUID EVENT = UUID.fromString("01890000-0000-7000-8000-000000000002");
    private static final Instant END = Instant.parse("2026-01-02T12:00:00Z");
    private static final Listing LISTING = new Listing("seller", "Vase");
    private static final Lot CLOSED = new Lot(4, "bidder 2", usd(500), usd(550), END, true);
    private static final Tidings TIDINGS = new Tidings(Duration.ofMinutes(15));

    private static Money usd(long cents) {
        return new Money(cents, "USD");
    }

    private static Lot lot(long seq, String leader) {
        return new Lot(seq, leader, usd(500), usd(550), END, false);
    }

    private static Facts facts(Lot lot, Instant now) {
        return Facts.of(ID, LISTING, lot, now);
    }

    private static Occasion.Outbid outbid(long seq) {
        return new Occasion.Outbid(new Bidder("anna", null), "bidder 1", seq, EVENT);
    }

    private static List<String> told(Decision decision) {
        return decision.notices().stream().map(Notice::userId).toList();
    }

    @Test
    void an_outbid_bidder_is_told_the_newest_state() {
        var decision = TIDINGS.decide(outbid(3), facts(lot(9, "bidder 2"), END.minusSeconds(1)));

        assertThat(decision.complete()).isTrue();
        assertThat(decision.notices())
                .containsExactly(
                        new Notice(
                                "outbid:" + EVENT,
                                "anna",
                                new News.Outbid(ID, "Vase", usd(500), usd(550), END, null)));
    }

    @Test
    void who_leads_again_is_not_told() {
        var decision = TIDINGS.decide(outbid(3), facts(lot(4, "bidder 1"), END.minusSeconds(1)));

        assertThat(decision).isEqualTo(Decision.nothing());
    }

    @Test
    void nobody_is_told_of_being_outbid_from_the_closing_instant_on() {
        assertThat(TIDINGS.decide(outbid(3), facts(lot(4, "bidder 2"), END)))
                .isEqualTo(Decision.nothing());
        assertThat(TIDINGS.decide(outbid(3), facts(CLOSED, END.minusSeconds(60))))
                .isEqualTo(Decision.nothing());
    }

    @Test
    void the_decision_that_outbid_somebody_is_waited_for() {
        assertThat(TIDINGS.decide(outbid(3), facts(lot(2, "bidder 1"), END.minusSeconds(9))))
                .isEqualTo(Decision.later());
        assertThat(TIDINGS.decide(outbid(3), facts(Lot.UNKNOWN, END.minusSeconds(9))))
                .isEqualTo(Decision.later());
    }

    @Test
    void ending_soon_is_told_to_those_who_had_bid_by_then() {
        var soon = END.minus(Duration.ofMinutes(15));
        var facts =
                facts(lot(2, "bidder 1"), soon.plusSeconds(1))
                        .with(
                                List.of(
                                        new Participant("early", soon),
                                        new Participant("late", soon.plusNanos(1))),
                                true);

        assertThat(told(TIDINGS.decide(new Occasion.EndingSoon(), facts))).containsExactly("early");
    }

    @Test
    void ending_soon_is_not_told_when_it_has_ended() {
        var facts =
                facts(lot(2, "bidder 1"), END)
                        .with(List.of(new Participant("early", Instant.EPOCH)), true);

        assertThat(TIDINGS.decide(new Occasion.EndingSoon(), facts)).isEqualTo(Decision.nothing());
    }

    @Test
    void a_cancellation_is_told_to_whom_is_known_and_waits_for_the_others() {
        var clerk = new Participant("clerk", Instant.EPOCH);
        var facts = facts(CLOSED, END).with(List.of(clerk, clerk), false);

        var decision = TIDINGS.decide(new Occasion.Cancelled("broken"), facts);

        assertThat(told(decision)).containsExactly("seller", "clerk");
        assertThat(decision.complete()).isFalse();
        assertThat(decision.notices().getFirst().news())
                .isEqualTo(new News.Cancelled(ID, "Vase", "broken"));
    }

    @Test
    void a_cancellation_waits_for_the_end_of_the_bidding() {
        assertThat(TIDINGS.decide(new Occasion.Cancelled(null), facts(lot(3, "bidder 1"), END)))
                .isEqualTo(Decision.later());
    }

    @Test
    void the_clerk_is_told_which_paddle_won() {
        var won = new Occasion.Won(new Bidder("clerk", "17"), usd(500));

        var notice = TIDINGS.decide(won, facts(Lot.UNKNOWN, END)).notices().getFirst();

        assertThat(notice.userId()).isEqualTo("clerk");
        assertThat(notice.news().subject()).isEqualTo("Paddle 17 won: Vase");
    }

    @Test
    void the_same_happening_has_the_same_key_whatever_event_told_it() {
        var unsold = new Occasion.Unsold(true);
        var first = TIDINGS.decide(unsold, facts(Lot.UNKNOWN, END));
        var second = TIDINGS.decide(unsold, facts(lot(5, "bidder 1"), END.plusSeconds(5)));

        assertThat(first.notices().getFirst().key()).isEqualTo(second.notices().getFirst().key());
    }
}
