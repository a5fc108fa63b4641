package ecomauction.auction.standing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import ecomauction.auction.Bidding;
import ecomauction.auction.listing.rules.Auction;
import ecomauction.auction.listing.rules.Auction.Cancellation;
import ecomauction.auction.listing.rules.Auction.Standing;
import ecomauction.auction.listing.rules.Auction.State;
import ecomauction.auction.listing.rules.Listing;
import ecomauction.contracts.Money;
import ecomauction.contracts.Topics;
import ecomauction.contracts.auction.AuctionTerms.Format;
import ecomauction.contracts.bid.BidEvent.LotClosed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// We read all that bid-service shows, and tell of a cancellation as our sample does.
class ContractTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BidAccepted.v1",
                "BidAccepted.v1-first",
                "BidAccepted.v1-leading",
                "BidRetracted.v1",
                "BidRetracted.v1-minimal",
                "IncrementTablePublished.v1",
                "LotClosed.v1",
                "LotClosed.v1-cancelled",
                "LotClosed.v1-minimal",
                "LotExtended.v1",
                "ReserveMet.v1",
                "UpdateRefused.v1",
                "UpdateRefused.v1-minimal"
            })
    void what_bid_service_publishes_is_read(String name) throws IOException {
        var sample = sample("bid", name);
        var type =
                Topics.BID_EVENTS.types().stream()
                        .filter(known -> name.startsWith(known.getSimpleName() + "."))
                        .findFirst()
                        .orElseThrow();

        var read = Bidding.JSON.treeToValue(sample, type);

        assertThat(Bidding.JSON.valueToTree(read).toString()).isEqualTo(sample.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"AuctionCancelled.v1", "AuctionCancelled.v1-minimal"})
    void cancellations_equal_the_sample(String name) {
        var sample = sample("auction", name);

        var event = CloseAuction.cancelled(cancelled(sample), end(sample));

        assertThat(Bidding.JSON.valueToTree(event.body()).toString()).isEqualTo(sample.toString());
        assertThat(event.sequence()).isEqualTo(sample.path("revision").asLong());
    }

    private static Auction cancelled(JsonNode sample) {
        var end = Instant.parse("2030-01-02T03:04:05Z");
        var listing =
                new Listing(
                        "Xbox",
                        "",
                        "game-consoles",
                        Format.ENGLISH,
                        new Money(1, "USD"),
                        null,
                        null,
                        null,
                        null,
                        null,
                        end,
                        null,
                        null);
        return new Auction(
                UUID.fromString(sample.path("auctionId").asText()),
                "seller",
                State.CANCELLED,
                sample.path("revision").asLong(),
                listing,
                1,
                new Standing(0, null, null, 0, false, end, 0),
                new Cancellation(2, false, sample.path("reason").textValue()),
                null,
                null);
    }

    private static LotClosed end(JsonNode sample) {
        return new LotClosed(
                UUID.fromString(sample.path("auctionId").asText()),
                1,
                LotClosed.Outcome.CANCELLED,
                LotClosed.Reason.CANCELLED,
                null,
                null,
                0,
                "00",
                Instant.parse(sample.path("at").asText()));
    }

    private static JsonNode sample(String owner, String name) {
        try (var in =
                Topics.class.getResourceAsStream("/samples/%s/%s.json".formatted(owner, name))) {
            return Bidding.JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
