package ecomauction.bid.bidding;

import static ecomauction.bid.Api.bid;
import static ecomauction.bid.Api.lot;
import static ecomauction.bid.Api.max;
import static ecomauction.bid.Api.post;
import static ecomauction.bid.Api.postUntilAnswered;
import static ecomauction.bid.Auctions.terms;
import static org.assertj.core.api.Assertions.assertThat;

import ecomauction.bid.Api.Reply;
import ecomauction.bid.TestStack;
import ecomauction.contracts.auction.AuctionTerms.SoftClose;
import ecomauction.testkit.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestStack
class OtherActsIT {

    private static final String TYPO = "{\"reason\":\"TYPO\"}";

    private static Reply buy(String user, UUID id, long price) {
        return post(user, "/v1/lots/" + id + "/buy-now", expecting(price));
    }

    private static String expecting(long price) {
        return "{\"expectedPrice\":{\"amount\":%d,\"currency\":\"USD\"}}".formatted(price);
    }

    private static Reply retract(String user, UUID id, long seq) {
        return post(user, "/v1/lots/" + id + "/bids/" + seq + "/retract", TYPO);
    }

    @Test
    void buy_now_ends_the_auction_once() {
        var id = terms().buyNow(8_000).publish();

        var wrongPrice = buy("bidder1", id, 7_999);
        var bought = buy("bidder1", id, 8_000);
        var tooLate = buy("bidder2", id, 8_000);

        assertThat(wrongPrice.code()).isEqualTo("BUY_NOW_PRICE_MISMATCH");
        assertThat(bought.json().path("status").asText()).isEqualTo("SOLD");
        assertThat(bought.json().path("reason").asText()).isEqualTo("BUY_NOW");
        assertThat(bought.json().path("hammerPrice").path("amount").asLong()).isEqualTo(8_000);
        assertThat(tooLate.code()).isEqualTo("AUCTION_CLOSED");
    }

    @Test
    void a_first_bid_takes_the_offer_away_for_ever() {
        var id = terms().buyNow(8_000).endsIn(Duration.ofDays(2)).publish();

        bid("bidder1", id, 7_999);
        assertThat(buy("bidder2", id, 8_000).code()).isEqualTo("BUY_NOW_GONE");
        retract("bidder1", id, 1);

        assertThat(lot(null, id).json().path("bidCount").asInt()).isZero();
        assertThat(buy("bidder2", id, 8_000).code()).isEqualTo("BUY_NOW_GONE");
    }

    @Test
    void fifty_buyers_and_fifty_bidders_make_exactly_one_sale_or_none() throws Exception {
        var id = terms().buyNow(8_000).publish();
        var path = "/v1/lots/" + id;
        Tokens.of("bidder1");
        Tokens.of("bidder2");

        var replies = new ArrayList<Reply>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Callable<Reply>>();
            for (int i = 0; i < 50; i++) {
                long max = 2_000 + i * 100L;
                calls.add(() -> postUntilAnswered("bidder1", path + "/buy-now", expecting(8_000)));
                calls.add(() -> postUntilAnswered("bidder2", path + "/bids", max(max)));
            }
            for (var call : threads.invokeAll(calls)) {
                replies.add(call.get());
            }
        }

        assertThat(replies).allMatch(r -> r.status() < 500);
        var sales = replies.stream().filter(r -> r.status() == 200).count();
        var bids = replies.stream().filter(r -> r.status() == 201).count();
        var lot = lot(null, id).json();
        if (lot.path("status").asText().equals("SOLD")) {
            assertThat(sales).isEqualTo(1);
            assertThat(bids).isZero();
            assertThat(lot.path("bidCount").asInt()).isZero();
        } else {
            assertThat(sales).isZero();
            assertThat(bids).isPositive();
        }
    }

    @Test
    void a_retraction_gives_the_state_of_the_remaining_bids() {
        var id = terms().reserve(5_500L).endsIn(Duration.ofDays(2)).publish();
        bid("bidder1", id, 5_000);
        bid("bidder2", id, 3_000);
        bid("bidder3", id, 6_000);
        assertThat(lot(null, id).json().path("reserveMet").asBoolean()).isTrue();

        var others = retract("bidder1", id, 3);
        var own = retract("bidder3", id, 3);

        assertThat(others.status()).isEqualTo(404);
        assertThat(own.status()).as(own.text()).isEqualTo(200);
        assertThat(own.price()).isEqualTo(3_100);
        assertThat(own.json().path("minNext").path("amount").asLong()).isEqualTo(3_200);
        assertThat(own.json().path("reserveMet").asBoolean()).isFalse();
        assertThat(own.json().path("leader").asText()).isEqualTo("bidder 1");
        assertThat(retract("bidder3", id, 3).status()).isEqualTo(404);
    }

    @Test
    void late_retractions_are_limited() {
        var id = terms().endsIn(Duration.ofHours(2)).publish();
        bid("bidder1", id, 5_000);
        bid("bidder1", id, 6_000);
        var window =
                new SoftClose(
                        Duration.ofHours(3),
                        Duration.ofMinutes(1),
                        SoftClose.Mode.FROM_BID,
                        3,
                        Duration.ofHours(1));
        var inWindow = terms().endsIn(Duration.ofHours(2)).softClose(window).publish();
        bid("bidder1", inWindow, 5_000);

        assertThat(retract("bidder1", id, 1).code()).isEqualTo("RETRACTION_NOT_ALLOWED");
        assertThat(retract("bidder1", id, 2).status()).isEqualTo(200);
        assertThat(lot("bidder1", id).json().path("yourMax").path("amount").asLong())
                .isEqualTo(5_000);
        assertThat(retract("bidder1", inWindow, 1).code()).isEqualTo("RETRACTION_NOT_ALLOWED");
    }

    @Test
    void a_blocked_bidder_is_out() {
        var id = terms().publish();
        bid("bidder1", id, 5_000);
        bid("bidder2", id, 6_000);
        var path = "/v1/lots/" + id + "/bidders/2/block";
        var why = "{\"reason\":\"does not pay\"}";

        assertThat(post("seller2", path, why).code()).isEqualTo("NOT_YOUR_LOT");
        var blocked = post("seller", path, why);

        assertThat(blocked.json().path("leader").asText()).isEqualTo("bidder 1");
        assertThat(blocked.price()).isEqualTo(1_000);
        var again = bid("bidder2", id, 9_000);
        assertThat(again.status()).isEqualTo(403);
        assertThat(again.code()).isEqualTo("BIDDER_BLOCKED");
    }

    @Test
    void the_seller_may_take_what_is_offered() {
        var id = terms().reserve(9_000L).publish();
        var path = "/v1/lots/" + id + "/sell-to-leader";
        assertThat(post("seller", path, "").code()).isEqualTo("NO_LEADER");
        bid("bidder1", id, 5_000);

        assertThat(post("seller2", path, "").status()).isEqualTo(403);
        var sold = post("seller", path, "");

        assertThat(sold.json().path("status").asText()).isEqualTo("SOLD");
        assertThat(sold.json().path("hammerPrice").path("amount").asLong()).isEqualTo(1_000);
    }

    @Test
    void every_act_on_an_unknown_lot_is_404() {
        var id = UUID.randomUUID();

        var acts =
                List.of(
                        buy("bidder1", id, 8_000),
                        retract("bidder1", id, 1),
                        post(
                                "operator",
                                "/v1/lots/" + id + "/bidders/1/block",
                                "{\"reason\":\"x\"}"),
                        post("operator", "/v1/lots/" + id + "/sell-to-leader", ""));

        assertThat(acts).allMatch(r -> r.status() == 404);
    }
}
