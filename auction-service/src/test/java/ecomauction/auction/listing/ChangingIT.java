package ecomauction.auction.listing;

import static org.assertj.core.api.Assertions.assertThat;

import ecomauction.auction.Api;
import ecomauction.auction.Bidding;
import ecomauction.auction.Listings;
import ecomauction.contracts.auction.AuctionTerms;
import ecomauction.contracts.bid.BidEvent.LotClosed;
import ecomauction.contracts.bid.BidEvent.UpdateRefused;
import ecomauction.testkit.Events;
import ecomauction.testkit.StackResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = StackResource.class,
        initArgs = @ResourceArg(name = "database", value = "auction"))
class ChangingIT {

    private static final Events EVENTS = Events.on("auction.events");

    private final Api seller = Api.as("seller");

    @AfterAll
    static void close() {
        EVENTS.close();
    }

    @Test
    void needs_the_revision_that_was_seen() {
        var id = Listings.draft(Listings.in(Duration.ofDays(3))).id();
        var path = "/v1/auctions/" + id;

        assertThat(seller.send("PATCH", path, "{\"title\": \"New\"}").status()).isEqualTo(428);
        var changed = seller.patch(id, "\"1.0.DRAFT\"", "{\"title\": \"New\"}");
        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        assertThat(changed.etag()).isEqualTo("\"2.0.DRAFT\"");
        assertThat(changed.json().path("title").asText()).isEqualTo("New");
        var stale = seller.patch(id, "\"1\"", "{\"title\": \"Newer\"}");
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.code()).isEqualTo("STALE_VERSION");
    }

    @Test
    void unknown_fields_and_odd_amounts_are_refused() {
        var id = Listings.draft(Listings.in(Duration.ofDays(3))).id();

        var unknown = seller.patch(id, "\"1\"", "{\"status\": \"SOLD\"}");
        var created = seller.post("/v1/auctions", Listings.with("{\"seller\": \"me\"}"));
        var negative =
                seller.patch(
                        id, "\"1\"", "{\"startPrice\": {\"amount\": -1, \"currency\": \"USD\"}}");
        var several = seller.patch(id, "\"1\"", "{\"title\": \"\", \"category\": null}");

        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.code()).isEqualTo("UNKNOWN_FIELD");
        assertThat(created.status()).isEqualTo(400);
        assertThat(negative.code()).isEqualTo("AMOUNT_INVALID");
        assertThat(several.code()).isEqualTo("VALIDATION_FAILED");
        assertThat(several.json().path("violations")).hasSize(2);
    }

    @Test
    void a_change_before_the_first_bid_goes_out_with_new_terms() {
        var id = Listings.published(Listings.in(Duration.ofDays(3))).id();

        var changed =
                seller.patch(
                        id, "\"2\"", "{\"startPrice\": {\"amount\": 9000, \"currency\": \"USD\"}}");

        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        var event = EVENTS.await("AuctionUpdated", e -> e.key().equals(id));
        assertThat(event.body().at("/terms/startPrice/amount").asLong()).isEqualTo(9_000);
        assertThat(event.body().path("revision").asLong()).isEqualTo(3);
    }

    @Test
    void after_the_first_bid_only_text_is_added_and_the_reserve_lowered() {
        var id = reserved();
        Bidding.publish(id, 1, Bidding.bid(id, 1, 11_000, 1, inDays(3)));
        Listings.awaitView(id, v -> v.path("bidCount").asInt() == 1);

        var locked = seller.patch(id, "\"2\"", "{\"title\": \"Other\", \"category\": \"x\"}");
        var added = seller.patch(id, "\"2\"", "{\"description\": \"As new. With box.\"}");
        var lowered =
                seller.patch(
                        id,
                        "\"3\"",
                        "{\"reservePrice\": {\"amount\": 11001, \"currency\": \"USD\"}}");
        var tooLow =
                seller.patch(
                        id,
                        "\"4\"",
                        "{\"reservePrice\": {\"amount\": 11000, \"currency\": \"USD\"}}");
        var removed = seller.patch(id, "\"4\"", "{\"reservePrice\": null}");

        assertThat(locked.status()).isEqualTo(409);
        assertThat(locked.code()).isEqualTo("LOCKED_BY_BIDS");
        assertThat(locked.json().path("violations")).hasSize(2);
        assertThat(added.status()).as(added.text()).isEqualTo(200);
        assertThat(lowered.status()).as(lowered.text()).isEqualTo(200);
        assertThat(tooLow.code()).isEqualTo("LOCKED_BY_BIDS");
        assertThat(removed.json().path("hasReserve").asBoolean()).isFalse();
        var event = EVENTS.await("AuctionUpdated", e -> is(e, id, 4));
        assertThat(event.body().at("/terms/reservePrice/amount").asLong()).isEqualTo(11_001);
    }

    @Test
    void a_refused_change_is_taken_back() throws IOException {
        var id = reserved();
        var published = EVENTS.await("AuctionPublished", e -> e.key().equals(id));
        var terms = Bidding.JSON.treeToValue(published.body().path("terms"), AuctionTerms.class);
        seller.patch(
                id,
                "\"2\"",
                """
                {"title": "Too late", "startPrice": {"amount": 9000, "currency": "USD"}}
                """);
        var refusal =
                new UpdateRefused(UUID.fromString(id), 3, "LOCKED_BY_BIDS", terms, Instant.now());

        Bidding.publish(id, 1, Bidding.bid(id, 1, 10_000, 1, terms.endsAt()));
        Bidding.publish(id, 1, refusal);
        Bidding.publish(id, 1, refusal);

        var view = Listings.awaitView(id, v -> v.path("revision").asLong() == 4);
        assertThat(view.path("title").asText()).isEqualTo("Xbox with two controllers");
        assertThat(view.at("/startPrice/amount").asLong()).isEqualTo(10_000);
        var event = EVENTS.await("AuctionUpdated", e -> is(e, id, 4));
        assertThat(event.body().path("terms")).isEqualTo(published.body().path("terms"));
    }

    @Test
    void a_cancellation_waits_for_bid_service() {
        var id = Listings.published(Listings.in(Duration.ofDays(3))).id();

        var asked = seller.cancel(id, "{\"reason\": \"Broken\"}");
        var again = seller.cancel(id, "");

        assertThat(asked.status()).as(asked.text()).isEqualTo(202);
        assertThat(asked.json().path("status").asText()).isEqualTo("CANCELLING");
        assertThat(again.status()).isEqualTo(202);
        var wish = EVENTS.await("CancellationRequested", e -> e.key().equals(id));
        assertThat(wish.body().path("byOperator").asBoolean()).isFalse();

        Bidding.publish(
                id,
                2,
                Bidding.closed(id, 2, LotClosed.Outcome.CANCELLED, LotClosed.Reason.CANCELLED));

        var end = EVENTS.await("AuctionCancelled", e -> e.key().equals(id));
        assertThat(end.body().path("reason").asText()).isEqualTo("Broken");
        assertThat(end.body().path("revision").asLong()).isEqualTo(4);
        assertThat(seller.read(id).json().path("status").asText()).isEqualTo("CANCELLED");
        assertThat(EVENTS.await(1, e -> e.key().equals(id) && e.type().startsWith("Cancel")))
                .hasSize(1);
    }

    @Test
    void a_sale_beats_a_cancellation() {
        var id = Listings.published(Listings.in(Duration.ofDays(3))).id();
        seller.cancel(id, "");

        Bidding.publish(
                id, 2, Bidding.closed(id, 2, LotClosed.Outcome.SOLD, LotClosed.Reason.BUY_NOW));

        Listings.awaitView(id, v -> v.path("status").asText().equals("SOLD"));
    }

    @Test
    void a_refused_cancellation_leaves_all_as_it_was() throws IOException {
        var id = Listings.published(Listings.in(Duration.ofDays(3))).id();
        var published = EVENTS.await("AuctionPublished", e -> e.key().equals(id));
        var terms = Bidding.JSON.treeToValue(published.body().path("terms"), AuctionTerms.class);
        seller.cancel(id, "");

        Bidding.publish(
                id,
                1,
                new UpdateRefused(UUID.fromString(id), 3, "CANCEL_TOO_LATE", terms, Instant.now()));

        var view = Listings.awaitView(id, v -> v.path("revision").asLong() == 4);
        assertThat(view.path("status").asText()).isEqualTo("OPEN");
    }

    @Test
    void with_bids_it_is_too_late_in_the_last_twelve_hours_but_for_operators() {
        var id = Listings.published(Listings.in(Duration.ofHours(11))).id();
        Bidding.publish(id, 1, Bidding.bid(id, 1, 10_000, 1, Instant.now().plusSeconds(39_000)));
        Listings.awaitView(id, v -> v.path("bidCount").asInt() == 1);

        var refused = seller.cancel(id, "{}");
        var granted = Api.as("operator").cancel(id, "{\"reason\": \"Fraud\"}");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("CANCEL_TOO_LATE");
        assertThat(granted.status()).isEqualTo(202);
        var wish = EVENTS.await("CancellationRequested", e -> e.key().equals(id));
        assertThat(wish.body().path("byOperator").asBoolean()).isTrue();
    }

    @Test
    void a_draft_is_deleted_rather_than_cancelled() {
        var id = Listings.draft(Listings.in(Duration.ofDays(3))).id();

        var reply = seller.cancel(id, "");

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.code()).isEqualTo("STILL_A_DRAFT");
    }

    private static boolean is(Events.Event event, String id, long revision) {
        return event.key().equals(id) && event.body().path("revision").asLong() == revision;
    }

    private static String reserved() {
        return Listings.published(
                        Listings.with(
                                "{\"reservePrice\": {\"amount\": 20000, \"currency\": \"USD\"}}"))
                .id();
    }

    private static Instant inDays(int days) {
        return Instant.now().plus(Duration.ofDays(days));
    }
}
