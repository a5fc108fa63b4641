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
import java.util.ArrayList;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestStack
class ClosingIT {

    private static final Duration SHORT = Duration.ofSeconds(4);

    private static void awaitEnd(UUID id) {
        Await.until(() -> !lot(null, id).json().path("outcome").isNull());
    }

    @Test
    void a_lot_is_hammered_down_once_and_everybody_is_told() {
        Tokens.of("bidder1");
        var id = terms().endsIn(SHORT).publish();
        bid("bidder1", id, 5_000);
        bid("bidder2", id, 3_000);

        awaitEnd(id);

        var lot = lot(null, id).json();
        assertThat(lot.path("status").asText()).isEqualTo("SOLD");
        assertThat(lot.path("hammerPrice").path("amount").asLong()).isEqualTo(3_100);
        try (var facts = Events.on("bid.events");
                var secrets = Events.on("bid.private")) {
            var closed = facts.await("LotClosed", e -> e.key().equals(id.toString()));
            var won = secrets.await("LotWon", e -> e.key().equals(id.toString()));
            var sold = secrets.await("LotSold", e -> e.key().equals(id.toString()));
            assertThat(closed.body().path("outcome").asText()).isEqualTo("SOLD");
            assertThat(closed.body().path("winner").asText()).isEqualTo("bidder 1");
            assertThat(won.body().path("winner").path("userId").asText())
                    .isEqualTo(Tokens.subject("bidder1"));
            assertThat(sold.body().path("seller").asText()).isEqualTo(Tokens.subject("seller"));
        }
    }

    @Test
    void from_the_closing_instant_on_bids_are_refused() {
        Tokens.of("bidder1");
        var id = terms().endsIn(SHORT).publish();
        bid("bidder1", id, 5_000);

        Await.until(() -> lot(null, id).json().path("status").asText().equals("CLOSING"));
        var closing = bid("bidder2", id, 9_000);
        awaitEnd(id);
        var closed = bid("bidder2", id, 9_000);

        assertThat(closing.code()).isIn("AUCTION_CLOSING", "AUCTION_CLOSED");
        assertThat(closed.code()).isEqualTo("AUCTION_CLOSED");
        assertThat(lot(null, id).json().path("leader").asText()).isEqualTo("bidder 1");
    }

    @Test
    void a_late_bid_extends_with_soft_close() {
        Tokens.of("bidder1");
        var rule =
                new SoftClose(
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(5),
                        SoftClose.Mode.FROM_END,
                        2,
                        Duration.ofMinutes(1));
        var id = terms().endsIn(SHORT).softClose(rule).publish();
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
        Tokens.of("bidder1");
        var none = terms().endsIn(SHORT).publish();
        var low = terms().reserve(9_000L).endsIn(SHORT).publish();
        bid("bidder1", low, 5_000);

        awaitEnd(none);
        awaitEnd(low);

        assertThat(lot(null, none).json().path("reason").asText()).isEqualTo("NO_BIDS");
        assertThat(lot(null, low).json().path("reason").asText()).isEqualTo("RESERVE_NOT_MET");
        assertThat(lot(null, low).json().path("hammerPrice").isNull()).isTrue();
    }

    @Test
    void many_lots_that_end_together_are_each_closed_once() {
        var ids = new ArrayList<UUID>();
        IntStream.range(0, 20).forEach(i -> ids.add(terms().endsIn(SHORT).publish()));

        ids.forEach(ClosingIT::awaitEnd);

        try (var facts = Events.on("bid.events")) {
            var closed =
                    facts.await(
                            20,
                            e ->
                                    e.type().equals("LotClosed")
                                            && ids.contains(UUID.fromString(e.key())));
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
