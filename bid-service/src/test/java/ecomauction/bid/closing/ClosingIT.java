package ecomauction.bid.closing;

import static ecomauction.bid.Api.bid;
import static ecomauction.bid.Api.get;
import static ecomauction.bid.Api.lot;
import static ecomauction.bid.Auctions.terms;
import static org.assertj.core.api.Assertions.assertThat;

import ecomauction.bid.Await;
import ecomauction.bid.TestStack;
import ecomauction.contracts.auction.AuctionTerms.SoftClose;
import ecomauction.testkit.Events;
import ecomauction.testkit.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@QuarkusTest
@TestStack
@TestMethodOrder(OrderAnnotation.class)
class ClosingIT {

    /// Long enough for what a busy machine has to do before; waited for once, by all tests
    /// together.
    private static final Duration SOON = Duration.ofSeconds(15);

    private static UUID hammered;
    private static UUID belowReserve;
    private static UUID withoutBids;
    private static List<UUID> many;
    private static UUID contested;

    @BeforeAll
    static void open_lots_that_end_soon() {
        Tokens.of("bidder1");
        Tokens.of("bidder2");
        // After the first lot of all, the service reads what is published at once.
        terms().publish();

        hammered = terms().endsIn(SOON).publish();
        bid("bidder1", hammered, 5_000);
        bid("bidder2", hammered, 3_000);
        belowReserve = terms().reserve(9_000L).endsIn(SOON).publish();
        bid("bidder1", belowReserve, 5_000);
        withoutBids = terms().endsIn(SOON).publish();
        many = IntStream.range(0, 20).mapToObj(_ -> terms().endsIn(SOON).publish()).toList();
        contested = terms().endsIn(SOON).publish();
        bid("bidder1", contested, 5_000);
    }

    private static void awaitEnd(UUID id) {
        Await.until(() -> !lot(null, id).json().path("outcome").isNull());
    }

    @Test
    void a_lot_is_hammered_down_once_and_everybody_is_told() {
        awaitEnd(hammered);

        var lot = lot(null, hammered).json();
        assertThat(lot.path("status").asText()).isEqualTo("SOLD");
        assertThat(lot.path("hammerPrice").path("amount").asLong()).isEqualTo(3_100);
        try (var facts = Events.on("bid.events");
                var secrets = Events.on("bid.private")) {
            var closed = facts.await("LotClosed", e -> e.key().equals(hammered.toString()));
            var won = secrets.await("LotWon", e -> e.key().equals(hammered.toString()));
            var sold = secrets.await("LotSold", e -> e.key().equals(hammered.toString()));
            assertThat(closed.body().path("outcome").asText()).isEqualTo("SOLD");
            assertThat(closed.body().path("winner").asText()).isEqualTo("bidder 1");
            assertThat(won.body().path("winner").path("userId").asText())
                    .isEqualTo(Tokens.subject("bidder1"));
            assertThat(sold.body().path("seller").asText()).isEqualTo(Tokens.subject("seller"));
        }
    }

    /// The first one, since a lot is closing for some moments only.
    @Test
    @Order(1)
    void from_the_closing_instant_on_bids_are_refused() {
        Await.until(() -> !lot(null, contested).json().path("status").asText().equals("OPEN"));
        var closing = bid("bidder2", contested, 9_000);
        awaitEnd(contested);
        var closed = bid("bidder2", contested, 9_000);

        assertThat(closing.code()).isIn("AUCTION_CLOSING", "AUCTION_CLOSED");
        assertThat(closed.code()).isEqualTo("AUCTION_CLOSED");
        assertThat(lot(null, contested).json().path("leader").asText()).isEqualTo("bidder 1");
    }

    @Test
    void a_late_bid_extends_with_soft_close() {
        var rule =
                new SoftClose(
                        Duration.ofMinutes(3),
                        Duration.ofSeconds(5),
                        SoftClose.Mode.FROM_END,
                        2,
                        Duration.ofMinutes(1));
        var id = terms().endsIn(Duration.ofMinutes(2)).softClose(rule).publish();
        var end = Instant.parse(lot(null, id).json().path("endsAt").asText());

        var first = bid("bidder1", id, 5_000).json();
        bid("bidder2", id, 6_000);
        var third = bid("bidder1", id, 7_000).json();

        assertThat(Instant.parse(first.path("endsAt").asText())).isEqualTo(end.plusSeconds(5));
        assertThat(Instant.parse(third.path("endsAt").asText())).isEqualTo(end.plusSeconds(10));
        assertThat(lot(null, id).json().path("extensions").asInt()).isEqualTo(2);
    }

    @Test
    void unsold_lots_say_why() {
        awaitEnd(withoutBids);
        awaitEnd(belowReserve);

        var low = lot(null, belowReserve).json();
        assertThat(lot(null, withoutBids).json().path("reason").asText()).isEqualTo("NO_BIDS");
        assertThat(low.path("reason").asText()).isEqualTo("RESERVE_NOT_MET");
        assertThat(low.path("hammerPrice").isNull()).isTrue();
    }

    @Test
    void many_lots_that_end_together_are_each_closed_once() {
        many.forEach(ClosingIT::awaitEnd);

        try (var facts = Events.on("bid.events")) {
            var closed =
                    facts.await(
                            20,
                            e ->
                                    e.type().equals("LotClosed")
                                            && many.contains(UUID.fromString(e.key())));
            assertThat(closed.stream().map(Events.Event::key).distinct()).hasSize(20);
            assertThat(closed).hasSize(20);
        }
    }

    @Test
    void it_tells_how_many_close_soon() {
        IntStream.range(0, 20).forEach(_ -> terms().endsIn(Duration.ofMinutes(3)).publish());

        Await.until(() -> closingSoon() >= 20);
    }

    private static double closingSoon() {
        return get(null, "/q/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith("auctions_closing_next_5m"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
