package ecomauction.bid.opening;

import static ecomauction.bid.Api.bid;
import static ecomauction.bid.Api.lot;
import static ecomauction.bid.Auctions.terms;
import static org.assertj.core.api.Assertions.assertThat;

import ecomauction.bid.Auctions;
import ecomauction.bid.Await;
import ecomauction.bid.TestStack;
import ecomauction.contracts.Topics;
import ecomauction.contracts.auction.AuctionEvent.AuctionUpdated;
import ecomauction.contracts.auction.AuctionEvent.CancellationRequested;
import ecomauction.testkit.Events;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestStack
class ChangeLotIT {

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    private void update(UUID id, Auctions.Terms terms) {
        var wish = new AuctionUpdated(id, 2, "A lot", "toys", terms.from(startOf(id)), now);
        Auctions.send(id, 2, wish);
    }

    private static Instant startOf(UUID id) {
        return Instant.parse(lot(null, id).json().path("startsAt").asText());
    }

    private void cancel(UUID id, boolean byOperator) {
        Auctions.send(id, 2, new CancellationRequested(id, 2, byOperator, "lost", now));
    }

    private static Events.Event refusal(UUID id) {
        try (var facts = Events.on("bid.events")) {
            return facts.await("UpdateRefused", e -> e.key().equals(id.toString()));
        }
    }

    private static void awaitOutcome(UUID id, String outcome) {
        Await.until(() -> lot(null, id).json().path("outcome").asText().equals(outcome));
    }

    @Test
    void new_terms_are_taken_before_the_first_bid() {
        var id = terms().publish();

        update(id, terms().buyNow(50_000));

        Await.until(() -> lot(null, id).json().path("buyNowAvailable").asBoolean());
        assertThat(lot(null, id).json().path("seq").asLong()).isEqualTo(1);
        assertThat(bid("bidder1", id, 60_000).code()).isEqualTo("BUY_NOW_AVAILABLE");
    }

    @Test
    void after_a_bid_new_terms_are_refused_and_the_old_ones_told() {
        var id = terms().publish();
        bid("bidder1", id, 5_000);

        update(id, terms().buyNow(50_000));

        var refused = refusal(id).body();
        assertThat(refused.path("reason").asText()).isEqualTo("LOCKED_BY_BIDS");
        assertThat(refused.path("revision").asLong()).isEqualTo(2);
        assertThat(refused.path("terms").path("buyNowPrice").isNull()).isTrue();
    }

    @Test
    void a_lower_reserve_may_sell_at_once() {
        var id = terms().reserve(9_000L).publish();
        bid("bidder1", id, 5_000);

        update(id, terms().reserve(4_000L));

        Await.until(() -> lot(null, id).json().path("reserveMet").asBoolean());
        assertThat(lot(null, id).json().path("price").path("amount").asLong()).isEqualTo(4_000);
    }

    @Test
    void a_reserve_is_not_lowered_to_what_is_offered_already() {
        var id = terms().reserve(9_000L).publish();
        bid("bidder1", id, 5_000);
        var price = lot(null, id).json().path("price").path("amount").asLong();

        update(id, terms().reserve(price));

        assertThat(refusal(id).body().path("reason").asText()).isEqualTo("LOCKED_BY_BIDS");
    }

    @Test
    void the_same_event_twice_opens_one_lot() {
        var id = terms().publish();
        bid("bidder1", id, 5_000);
        var published =
                Topics.AUCTION_EVENTS.event(
                        id,
                        1,
                        new ecomauction.contracts.auction.AuctionEvent.AuctionPublished(
                                id, 1, "somebody", "A lot", "toys", terms().from(now), now));

        Auctions.send(published);
        Auctions.send(published);
        cancel(id, true);

        awaitOutcome(id, "CANCELLED");
        assertThat(lot(null, id).json().path("seq").asLong()).isEqualTo(2);
    }

    @Test
    void cancelling_follows_the_rules() {
        var noBids = terms().publish();
        var early = terms().endsIn(Duration.ofHours(13)).publish();
        var late = terms().publish();
        var byOperator = terms().publish();
        bid("bidder1", early, 5_000);
        bid("bidder1", late, 5_000);
        bid("bidder1", byOperator, 5_000);

        cancel(noBids, false);
        cancel(early, false);
        cancel(late, false);
        cancel(byOperator, true);

        awaitOutcome(noBids, "CANCELLED");
        awaitOutcome(early, "CANCELLED");
        awaitOutcome(byOperator, "CANCELLED");
        assertThat(refusal(late).body().path("reason").asText()).isEqualTo("CANCEL_TOO_LATE");
        assertThat(lot(null, late).json().path("status").asText()).isEqualTo("OPEN");
        assertThat(bid("bidder2", early, 9_000).code()).isEqualTo("AUCTION_CLOSED");
    }
}
