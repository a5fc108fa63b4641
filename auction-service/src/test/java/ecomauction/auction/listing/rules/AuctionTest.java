package ecomauction.auction.listing.rules;

import static org.assertj.core.api.Assertions.assertThat;

import ecomauction.auction.increments.rules.IncrementTable;
import ecomauction.auction.listing.rules.Auction.Standing;
import ecomauction.auction.listing.rules.Auction.State;
import ecomauction.auction.listing.rules.ListingOutcome.CancelTooLate;
import ecomauction.auction.listing.rules.ListingOutcome.Done;
import ecomauction.auction.listing.rules.ListingOutcome.Invalid;
import ecomauction.auction.listing.rules.ListingOutcome.Locked;
import ecomauction.auction.listing.rules.ListingOutcome.NotADraft;
import ecomauction.auction.listing.rules.ListingOutcome.NotYours;
import ecomauction.auction.listing.rules.ListingOutcome.Over;
import ecomauction.auction.listing.rules.ListingOutcome.Stale;
import ecomauction.auction.listing.rules.ListingOutcome.StillADraft;
import ecomauction.auction.listing.rules.ListingOutcome.Unchanged;
import ecomauction.auction.listing.rules.ListingOutcome.Unknown;
import ecomauction.contracts.Money;
import ecomauction.contracts.auction.AuctionTerms.BuyNowPolicy;
import ecomauction.contracts.auction.AuctionTerms.Format;
import ecomauction.contracts.bid.BidEvent.IncrementTablePublished.Tier;
import ecomauction.contracts.bid.BidEvent.LotClosed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AuctionTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Instant END = NOW.plus(Duration.ofDays(3));
    private static final UUID ID = UUID.randomUUID();
    private static final IncrementTable USD =
            new IncrementTable("USD", 1, "USD", List.of(new Tier(0, 5), new Tier(10_000, 250)));

    @Test
    void is_published_with_everything_settled() {
        var auction = done(draft(listing(20_000L, 30_000L, END)).publish(USD, NOW));

        assertThat(auction.state()).isEqualTo(State.PUBLISHED);
        assertThat(auction.revision()).isEqualTo(2);
        assertThat(auction.ruleSet()).isEqualTo("USD/1");
        assertThat(auction.terms().startsAt()).isEqualTo(NOW);
        assertThat(auction.terms().buyNowPolicy()).isEqualTo(BuyNowPolicy.UNTIL_RESERVE_MET);
    }

    @Test
    void is_published_once() {
        assertThat(published().publish(USD, NOW)).isEqualTo(new NotADraft(Status.OPEN));
    }

    @Test
    void runs_a_minute_at_least_and_ninety_days_at_most() {
        assertThat(publishEnding(Duration.ofSeconds(60))).isInstanceOf(Done.class);
        assertThat(publishEnding(Duration.ofSeconds(60).minusNanos(1000)))
                .isInstanceOf(Invalid.class);
        assertThat(publishEnding(Duration.ofDays(90))).isInstanceOf(Done.class);
        assertThat(publishEnding(Duration.ofDays(90).plusNanos(1000))).isInstanceOf(Invalid.class);
    }

    @Test
    void is_not_published_when_its_end_has_passed() {
        var draft = draft(listing(null, null, END));

        assertThat(draft.publish(USD, END)).isInstanceOf(Invalid.class);
    }

    @Test
    void has_a_buy_now_price_one_increment_over_the_start() {
        assertThat(draft(listing(null, 10_250L, END)).publish(USD, NOW)).isInstanceOf(Done.class);
        assertThat(fields(draft(listing(null, 10_249L, END)).publish(USD, NOW)))
                .containsExactly("buyNowPrice");
    }

    @Test
    void has_a_reserve_between_start_and_buy_now_price() {
        assertThat(draft(listing(10_000L, 10_250L, END)).publish(USD, NOW))
                .isInstanceOf(Done.class);
        assertThat(fields(draft(listing(9_999L, null, END)).publish(USD, NOW)))
                .containsExactly("reservePrice");
        assertThat(fields(draft(listing(12_000L, 11_999L, END)).publish(USD, NOW)))
                .containsExactly("buyNowPrice");
    }

    @Test
    void needs_a_table_of_its_currency() {
        var nzd = new IncrementTable("TRADEME_NZD", 1, "NZD", List.of(new Tier(0, 50)));

        assertThat(fields(draft(listing(null, null, END)).publish(nzd, NOW)))
                .containsExactly("incrementTable");
    }

    @Test
    void opens_at_its_start_and_closes_at_its_end() {
        var auction = published();

        assertThat(auction.statusAt(NOW.minusNanos(1))).isEqualTo(Status.SCHEDULED);
        assertThat(auction.statusAt(NOW)).isEqualTo(Status.OPEN);
        assertThat(auction.statusAt(END.minusNanos(1))).isEqualTo(Status.OPEN);
        assertThat(auction.statusAt(END)).isEqualTo(Status.CLOSING);
    }

    @Test
    void is_the_sellers_and_the_operators_to_change() {
        var auction = published();

        assertThat(auction.refusal(wish("seller", false, 2))).isEmpty();
        assertThat(auction.refusal(wish("anybody", true, 2))).isEmpty();
        assertThat(auction.refusal(wish("anybody", false, 2))).contains(new NotYours());
        assertThat(auction.refusal(wish("seller", false, 1))).contains(new Stale(2));
        assertThat(draft(listing(null, null, END)).refusal(wish("anybody", false, 1)))
                .contains(new Unknown());
    }

    @Test
    void changes_in_any_way_before_the_first_bid() {
        var wished = listing(15_000L, 40_000L, END.plusSeconds(60));

        var changed = done(published().change(wished, USD, NOW));

        assertThat(changed.revision()).isEqualTo(3);
        assertThat(changed.standing().endsAt()).isEqualTo(END.plusSeconds(60));
        assertThat(changed.terms().reservePrice()).isEqualTo(new Money(15_000, "USD"));
    }

    @Test
    void does_not_change_when_nothing_is_wished() {
        var auction = published();

        assertThat(auction.change(auction.listing(), USD, NOW)).isInstanceOf(Unchanged.class);
    }

    @Test
    void is_locked_by_the_first_bid() {
        var auction = bidOn(10_000, 12_000L);

        assertThat(auction.change(listing(12_000L, null, END.plusSeconds(1)), USD, NOW))
                .isEqualTo(new Locked(List.of("endsAt")));
        assertThat(auction.change(described("Something else."), USD, NOW))
                .isEqualTo(new Locked(List.of("description")));
        assertThat(done(auction.change(described("As new. No box."), USD, NOW)).listing())
                .extracting(Listing::description)
                .isEqualTo("As new. No box.");
    }

    @Test
    void lowers_its_reserve_to_just_above_the_price() {
        var auction = bidOn(11_000, 12_000L);

        assertThat(auction.change(reserved(11_001L), USD, NOW)).isInstanceOf(Done.class);
        assertThat(auction.change(reserved(null), USD, NOW)).isInstanceOf(Done.class);
        assertThat(auction.change(reserved(11_000L), USD, NOW))
                .isEqualTo(new Locked(List.of("reservePrice")));
        assertThat(auction.change(reserved(12_001L), USD, NOW))
                .isEqualTo(new Locked(List.of("reservePrice")));
    }

    @Test
    void gets_no_reserve_after_the_first_bid() {
        assertThat(bidOn(10_000, null).change(reserved(12_000L), USD, NOW))
                .isEqualTo(new Locked(List.of("reservePrice")));
    }

    @Test
    void is_cancelled_by_its_seller_until_twelve_hours_before_the_end() {
        var auction = bidOn(10_000, null);
        var limit = END.minus(Duration.ofHours(12));

        assertThat(auction.cancel(false, null, limit.minusNanos(1))).isInstanceOf(Done.class);
        assertThat(auction.cancel(false, null, limit)).isEqualTo(new CancelTooLate(END));
        assertThat(auction.cancel(true, null, limit)).isInstanceOf(Done.class);
        assertThat(published().cancel(false, null, limit)).isInstanceOf(Done.class);
    }

    @Test
    void is_not_cancelled_as_a_draft_nor_when_it_is_over() {
        var sold = published().closed(end(LotClosed.Outcome.SOLD)).orElseThrow();

        assertThat(draft(listing(null, null, END)).cancel(false, null, NOW))
                .isEqualTo(new StillADraft());
        assertThat(published().cancel(false, null, END)).isEqualTo(new Over(Status.CLOSING));
        assertThat(sold.cancel(true, null, NOW)).isEqualTo(new Over(Status.SOLD));
    }

    @Test
    void asks_for_its_cancellation_once() {
        var cancelling = done(published().cancel(false, "Broken", NOW));

        assertThat(cancelling.statusAt(NOW)).isEqualTo(Status.CANCELLING);
        assertThat(cancelling.cancel(false, "Again", NOW)).isInstanceOf(Unchanged.class);
        assertThat(done(cancelling.cancel(true, "Fraud", NOW)).revision()).isEqualTo(4);
    }

    @Test
    void goes_on_when_its_cancellation_is_refused() {
        var cancelling = done(published().cancel(false, "Broken", NOW));

        var running = cancelling.cancellationRefused(3).orElseThrow();

        assertThat(running.statusAt(NOW)).isEqualTo(Status.OPEN);
        assertThat(running.revision()).isEqualTo(4);
        assertThat(cancelling.cancellationRefused(2)).isEmpty();
        assertThat(running.cancellationRefused(3)).isEmpty();
    }

    @Test
    void ends_as_bid_service_says_whatever_was_wished() {
        var cancelling = done(published().cancel(false, "Broken", NOW));

        assertThat(cancelling.closed(end(LotClosed.Outcome.SOLD)).orElseThrow().state())
                .isEqualTo(State.SOLD);
        var cancelled = cancelling.closed(end(LotClosed.Outcome.CANCELLED)).orElseThrow();
        assertThat(cancelled.revision()).isEqualTo(4);
        assertThat(cancelled.closed(end(LotClosed.Outcome.SOLD))).isEmpty();
    }

    @Test
    void takes_a_refused_change_back_but_keeps_the_end_that_bids_gave() {
        var before = bidOn(10_000, 12_000L);

        var restored = before.restored(described("Before."), before.terms());

        assertThat(restored.listing().description()).isEqualTo("Before.");
        assertThat(restored.terms()).isEqualTo(before.terms());
        assertThat(restored.standing()).isEqualTo(before.standing());
        assertThat(restored.revision()).isEqualTo(before.revision() + 1);
    }

    private static ListingOutcome publishEnding(Duration after) {
        return draft(listing(null, null, NOW.plus(after))).publish(USD, NOW);
    }

    private static Auction published() {
        return done(draft(listing(null, null, END)).publish(USD, NOW));
    }

    private static Auction bidOn(long price, @Nullable Long reserve) {
        var auction = done(draft(listing(reserve, null, END)).publish(USD, NOW));
        return new Auction(
                auction.id(),
                auction.seller(),
                auction.state(),
                auction.revision(),
                auction.listing(),
                auction.tableVersion(),
                new Standing(1, price, price + 250, 1, false, END, 0),
                null,
                null,
                auction.publishedAt());
    }

    private static Auction draft(Listing listing) {
        return Auction.draft(ID, "seller", listing);
    }

    private static Listing reserved(@Nullable Long reserve) {
        return listing(reserve, null, END).settled(NOW, "USD");
    }

    private static Listing described(String description) {
        return listing(12_000L, null, END)
                .settled(NOW, "USD")
                .withUnlocked(description, new Money(12_000, "USD"));
    }

    private static Listing listing(@Nullable Long reserve, @Nullable Long buyNow, Instant endsAt) {
        return new Listing(
                "Xbox",
                "As new.",
                "game-consoles",
                Format.ENGLISH,
                new Money(10_000, "USD"),
                reserve == null ? null : new Money(reserve, "USD"),
                buyNow == null ? null : new Money(buyNow, "USD"),
                null,
                null,
                null,
                endsAt,
                null,
                null);
    }

    private static Wish wish(String caller, boolean operator, long seen) {
        return new Wish(ID, caller, operator, revision -> revision == seen);
    }

    private static LotClosed end(LotClosed.Outcome outcome) {
        return new LotClosed(ID, 9, outcome, LotClosed.Reason.HAMMER, null, null, 1, "00", END);
    }

    private static Auction done(ListingOutcome outcome) {
        assertThat(outcome).isInstanceOf(Done.class);
        return ((Done) outcome).auction();
    }

    private static List<String> fields(ListingOutcome outcome) {
        assertThat(outcome).isInstanceOf(Invalid.class);
        return ((Invalid) outcome).violations().stream().map(Violation::field).toList();
    }
}
