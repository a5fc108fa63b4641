package ecomauction.auction.standing;

import static org.assertj.core.api.Assertions.assertThat;

import ecomauction.auction.Api;
import ecomauction.auction.Bidding;
import ecomauction.auction.Listings;
import ecomauction.contracts.Money;
import ecomauction.contracts.Topics;
import ecomauction.contracts.bid.BidEvent.BidRetracted;
import ecomauction.contracts.bid.BidEvent.IncrementTablePublished;
import ecomauction.contracts.bid.BidEvent.LotClosed;
import ecomauction.contracts.bid.BidEvent.LotExtended;
import ecomauction.contracts.bid.BidEvent.ReserveMet;
import ecomauction.testkit.StackResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = StackResource.class,
        initArgs = @ResourceArg(name = "database", value = "auction"))
class StandingIT {

    private static final Instant END = Instant.parse("2030-01-02T03:04:05Z");

    @Test
    void follows_the_bids() {
        var id = open();

        Bidding.publish(id, 1, Bidding.bid(id, 1, 10_000, 1, END));

        var view = Listings.awaitView(id, v -> v.path("bidCount").asInt() == 1);
        assertThat(view.at("/price/amount").asLong()).isEqualTo(10_000);
        assertThat(view.at("/minNext/amount").asLong()).isEqualTo(10_250);
        assertThat(view.path("endsAt").asText()).isEqualTo(END.toString());
        assertThat(view.path("revision").asLong()).isEqualTo(2);
        assertThat(Api.anonymous().read(id).etag()).isEqualTo("\"2.1.OPEN\"");
    }

    @Test
    void takes_duplicates_and_disorder() {
        var id = open();
        var extended = new LotExtended(UUID.fromString(id), 2, END.plusSeconds(60), 1, END);
        var first = Bidding.publish(id, 2, Bidding.bid(id, 2, 12_000, 2, END.plusSeconds(60)));

        Bidding.publish(id, 1, Bidding.bid(id, 1, 10_000, 1, END));
        Bidding.publish(first);
        Bidding.publish(id, 2, extended);
        Bidding.publish(id, 3, Bidding.bid(id, 3, 13_000, 3, END.plusSeconds(60)));
        Bidding.publish(first);
        Bidding.publish(id, 2, Bidding.bid(id, 2, 12_000, 2, END.plusSeconds(60)));
        settled(id);

        var view = Api.anonymous().read(id).json();
        assertThat(view.at("/price/amount").asLong()).isEqualTo(13_000);
        assertThat(view.path("bidCount").asInt()).isEqualTo(3);
        assertThat(view.path("extensions").asInt()).isEqualTo(1);
        assertThat(view.path("endsAt").asText()).isEqualTo(END.plusSeconds(60).toString());
    }

    @Test
    void shows_that_the_reserve_is_met_and_a_retraction() {
        var id = open();
        var lot = UUID.fromString(id);
        Bidding.publish(id, 1, Bidding.bid(id, 1, 10_000, 1, END));

        Bidding.publish(id, 2, new ReserveMet(lot, 2, new Money(11_000, "USD"), END));

        var met = Listings.awaitView(id, v -> v.path("reserveMet").asBoolean());
        assertThat(met.at("/price/amount").asLong()).isEqualTo(11_000);
        assertThat(met.path("minNext").isNull()).isTrue();

        Bidding.publish(
                id,
                3,
                new BidRetracted(
                        lot,
                        3,
                        "bidder 1",
                        List.of(1L),
                        null,
                        null,
                        new Money(10_000, "USD"),
                        0,
                        false,
                        END));

        var back = Listings.awaitView(id, v -> v.path("price").isNull());
        assertThat(back.path("reserveMet").asBoolean()).isFalse();
        assertThat(back.at("/minNext/amount").asLong()).isEqualTo(10_000);
    }

    @Test
    void shows_the_outcome_once_and_for_all() {
        var id = open();

        Bidding.publish(
                id, 4, Bidding.closed(id, 4, LotClosed.Outcome.SOLD, LotClosed.Reason.HAMMER));
        Bidding.publish(id, 3, Bidding.bid(id, 3, 11_000, 2, END));
        Bidding.publish(
                id, 5, Bidding.closed(id, 5, LotClosed.Outcome.UNSOLD, LotClosed.Reason.NO_BIDS));
        settled(id);

        var view = Api.anonymous().read(id).json();
        assertThat(view.path("status").asText()).isEqualTo("SOLD");
        assertThat(view.path("outcome").asText()).isEqualTo("SOLD");
        assertThat(view.path("winner").asText()).isEqualTo("bidder 3");
        assertThat(view.at("/hammerPrice/amount").asLong()).isEqualTo(12_345);
        assertThat(view.at("/price/amount").asLong()).isEqualTo(12_345);
        assertThat(view.path("minNext").isNull()).isTrue();
        assertThat(view.path("bidCount").asInt()).isEqualTo(3);
        assertThat(Api.as("seller").patch(id, "\"2\"", "{\"title\": \"Late\"}").code())
                .isEqualTo("AUCTION_CLOSED");
    }

    private static String open() {
        return Listings.published(Listings.in(Duration.ofDays(3))).id();
    }

    /// What was published for one auction before is handled before.
    private static void settled(String id) {
        var marker = "M" + UUID.randomUUID().toString().replace("-", "").substring(0, 20);
        var draft = Listings.draft(Listings.with("{\"incrementTable\": \"%s\"}".formatted(marker)));
        var event =
                Topics.BID_EVENTS.event(
                        id, 1, new IncrementTablePublished(marker, 1, "USD", List.of(), END));
        Bidding.publish(event);
        Listings.await(() -> Api.as("seller").publish(draft.id()).status() == 200);
    }
}
