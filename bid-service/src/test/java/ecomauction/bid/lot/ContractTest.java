package ecomauction.bid.lot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import ecomauction.bid.lot.Lot.CountingBid;
import ecomauction.bid.rules.Increments;
import ecomauction.contracts.Event;
import ecomauction.contracts.Money;
import ecomauction.contracts.Topics;
import ecomauction.contracts.auction.AuctionEvent;
import ecomauction.contracts.auction.AuctionEvent.AuctionPublished;
import ecomauction.contracts.auction.AuctionTerms;
import ecomauction.contracts.auction.AuctionTerms.SoftClose;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a lot tells has the fields of the samples; what auction-service shows in its samples can be
/// read.
class ContractTest {

    private static final ObjectMapper JSON =
            new ObjectMapper()
                    .registerModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS);

    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

    private static Lot lot() {
        var soon =
                new SoftClose(
                        Duration.ofHours(20),
                        Duration.ofHours(20),
                        SoftClose.Mode.FROM_END,
                        9,
                        Duration.ofDays(9));
        var terms =
                new AuctionTerms(
                        AuctionTerms.Format.ENGLISH,
                        usd(1_000),
                        usd(4_000),
                        null,
                        null,
                        null,
                        START,
                        START.plus(Duration.ofHours(20)),
                        soon,
                        "USD",
                        1);
        var steps = new Increments("USD/1", List.of(new Increments.Tier(0, 100)));
        return Lot.open(UUID.randomUUID(), LotTerms.of("S", terms, steps), START);
    }

    private static Money usd(long amount) {
        return new Money(amount, "USD");
    }

    private static void bid(Lot lot, String bidder, long max) {
        lot.bid(Bidder.newcomer(bidder, null), bidder, usd(max), null, START.plusSeconds(60));
    }

    @Test
    void a_lots_whole_life_is_told_in_the_fields_of_the_samples() throws IOException {
        var lot = lot();
        bid(lot, "A", 3_000);
        bid(lot, "B", 5_000);
        bid(lot, "B", 6_000);
        lot.changeTerms(lot().terms(), 2, START.plusSeconds(61));
        lot.cancel(3, false, START.plusSeconds(62).plus(Duration.ofHours(75)));
        var past =
                List.of(
                        new CountingBid(1, START, "A", 3_000),
                        new CountingBid(2, START, "B", 5_000));
        lot.block(
                Bidder.newcomer("A", null).numbered(1),
                past,
                "does not pay",
                START.plusSeconds(63));
        lot.close(START.plus(Duration.ofDays(9)));

        var told = lot.ledger().events().stream().collect(Collectors.groupingBy(Event::type));

        assertThat(told.keySet())
                .contains("BidAccepted", "LotExtended", "ReserveMet", "BidRetracted", "LotClosed")
                .contains("BidderJoined", "BidderOutbid", "BidRaised", "LotWon", "LotSold");
        for (var type : told.keySet()) {
            var sample = fields(sample("bid", type + ".v1"));
            for (var event : told.get(type)) {
                assertThat(fields(JSON.valueToTree(event.body()))).as(type).isEqualTo(sample);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AuctionPublished",
                "AuctionUpdated",
                "CancellationRequested",
                "AuctionCancelled"
            })
    void every_sample_of_auction_service_can_be_read(String type) throws IOException {
        var record =
                Topics.AUCTION_EVENTS.types().stream()
                        .filter(known -> known.getSimpleName().equals(type))
                        .findFirst()
                        .orElseThrow();

        AuctionEvent event = JSON.treeToValue(sample("auction", type + ".v1"), record);

        if (event instanceof AuctionPublished published) {
            var steps = new Increments("USD/1", List.of(new Increments.Tier(0, 100)));
            var terms = LotTerms.of(published.seller(), published.terms(), steps);
            assertThat(Lot.open(published.auctionId(), terms, START).seq()).isZero();
        } else {
            assertThat(event.revision()).isPositive();
        }
    }

    private static JsonNode sample(String owner, String name) throws IOException {
        var path = "/samples/" + owner + "/" + name + ".json";
        return JSON.readTree(ContractTest.class.getResourceAsStream(path));
    }

    /// The top-level names: what lies deeper is of types that the contracts share.
    private static Set<String> fields(JsonNode event) {
        var names = new TreeSet<String>();
        event.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
