package ecomauction.bid.bidding;

import static ecomauction.bid.Api.bid;
import static ecomauction.bid.Api.bid2;
import static ecomauction.bid.Api.lot;
import static ecomauction.bid.Api.max;
import static ecomauction.bid.Api.post;
import static ecomauction.bid.Auctions.terms;
import static org.assertj.core.api.Assertions.assertThat;

import ecomauction.bid.Api.Reply;
import ecomauction.bid.TestStack;
import ecomauction.contracts.UuidV7;
import ecomauction.testkit.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestStack
class PlaceBidIT {

    @Test
    void starts_at_the_start_price_and_bids_as_far_as_needed() {
        var id = terms().publish();

        var first = bid("bidder1", id, 5_000);
        var second = bid("bidder2", id, 3_000);
        var third = bid("bidder2", id, 6_000);
        var raise = bid("bidder2", id, 9_000);

        assertThat(first.status()).as(first.text()).isEqualTo(201);
        assertThat(first.json().path("outcome").asText()).isEqualTo("LEADING");
        assertThat(first.price()).isEqualTo(1_000);
        assertThat(second.json().path("outcome").asText()).isEqualTo("COUNTERED");
        assertThat(second.json().path("leading").asBoolean()).isFalse();
        assertThat(second.price()).isEqualTo(3_100);
        assertThat(third.price()).isEqualTo(5_100);
        assertThat(raise.json().path("outcome").asText()).isEqualTo("RAISED");
        assertThat(raise.price()).isEqualTo(5_100);
        assertThat(raise.json().path("seq").asLong()).isEqualTo(4);
    }

    /// Most bids go past Jakarta REST, those over HTTP/2 do not.
    @ParameterizedTest
    @CsvSource({"3000, 201", "500, 409", "0, 400"})
    void is_answered_alike_by_either_way(long amount, int status) {
        var id = terms().publish();
        bid("bidder1", id, 2_500);
        var path = "/v1/lots/" + id + "/bids";

        var first = post("bidder2", path, max(amount), "key-1-" + id);
        var again = bid2("bidder2", id, max(amount), "key-1-" + id);
        var back = post("bidder2", path, max(amount), "key-1-" + id);

        assertThat(first.status()).as(first.text()).isEqualTo(status);
        assertThat(again.status()).isEqualTo(status);
        assertThat(back.status()).isEqualTo(status);
        if (status != 400) {
            assertThat(again.text()).isEqualTo(first.text());
            assertThat(back.text()).isEqualTo(first.text());
        }
    }

    @Test
    void shows_each_caller_only_what_is_its_own() {
        var id = terms().reserve(8_000L).publish();
        bid("bidder1", id, 5_000);
        bid("bidder2", id, 6_000);

        var stranger = lot(null, id).json();
        var loser = lot("bidder1", id).json();
        var leader = lot("bidder2", id).json();

        assertThat(stranger.has("yourMax")).isFalse();
        assertThat(stranger.path("hasReserve").asBoolean()).isTrue();
        assertThat(stranger.path("reserveMet").asBoolean()).isFalse();
        assertThat(stranger.path("leader").asText()).isEqualTo("bidder 2");
        assertThat(loser.path("yourMax").path("amount").asLong()).isEqualTo(5_000);
        assertThat(loser.path("leading").asBoolean()).isFalse();
        assertThat(leader.path("yourMax").path("amount").asLong()).isEqualTo(6_000);
        assertThat(leader.path("leading").asBoolean()).isTrue();
    }

    @Test
    void is_refused_with_the_code_of_the_rule() {
        var id = terms().buyNow(50_000).publish();
        var early = terms().startsIn(Duration.ofMinutes(5)).publish();
        assertThat(bid("bidder1", id, 50_000).code()).isEqualTo("BUY_NOW_AVAILABLE");
        bid("bidder1", id, 5_000);

        assertThat(bid("seller", id, 9_000).code()).isEqualTo("SELLER_CANNOT_BID");
        assertThat(bid("bidder1", id, 5_000).code()).isEqualTo("MAX_NOT_RAISED");
        assertThat(bid("bidder2", early, 5_000).code()).isEqualTo("AUCTION_NOT_STARTED");
        var low = bid("bidder2", id, 1_049);
        assertThat(low.status()).isEqualTo(409);
        assertThat(low.code()).isEqualTo("BID_TOO_LOW");
        assertThat(low.json().path("minNext").path("amount").asLong()).isEqualTo(1_050);
        assertThat(low.price()).isEqualTo(1_000);
        assertThat(low.json().path("seq").asLong()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"maxAmount\":{\"amount\":0,\"currency\":\"USD\"}}|400|AMOUNT_INVALID",
                "{\"maxAmount\":{\"amount\":-5,\"currency\":\"USD\"}}|400|AMOUNT_INVALID",
                "{\"maxAmount\":{\"amount\":100000000,\"currency\":\"USD\"}}|400|AMOUNT_INVALID",
                "{\"maxAmount\":{\"amount\":9223372036854775808,\"currency\":\"USD\"}}|400|INVALID_VALUE",
                "{\"maxAmount\":{\"amount\":12.5,\"currency\":\"USD\"}}|400|INVALID_VALUE",
                "{\"maxAmount\":{\"amount\":\"NaN\",\"currency\":\"USD\"}}|400|INVALID_VALUE",
                "{\"maxAmount\":{\"amount\":2000,\"currency\":\"EUR\"}}|400|CURRENCY_MISMATCH",
                "{\"maxAmount\":{\"amount\":2000,\"currency\":\"USD\"},\"x\":1}|400|UNKNOWN_FIELD",
                "{\"maxAmount\":{\"amount\":2000,\"currency\":\"USD\"},\"paddle\":\"7\"}|403|CLERK_ONLY",
                "{\"maxAmount\":{\"amount\":2000,\"currency\":\"USD\"},\"expectedSeq\":9}|409|STATE_MOVED",
                "{\"maxAmount\":|400|MALFORMED_JSON",
                "{}|400|VALIDATION_FAILED",
            })
    void names_what_is_wrong(String body, int status, String code) {
        var id = terms().publish();

        var reply = post("bidder1", "/v1/lots/" + id + "/bids", body);

        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.code()).as(reply.text()).isEqualTo(code);
        assertThat(lot(null, id).json().path("bidCount").asInt()).isZero();
    }

    @Test
    void is_404_with_a_hint_to_come_back_for_an_unknown_lot() {
        var reply = bid("bidder1", UuidV7.next(), 5_000);

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.retryAfter()).isEqualTo("1");
    }

    @Test
    void under_the_same_key_is_one_bid_with_one_answer() {
        var id = terms().publish();
        var path = "/v1/lots/" + id + "/bids";
        var key = UUID.randomUUID().toString();

        var once = post("bidder1", path, max(5_000), key);
        var again = post("bidder1", path, max(5_000), key);
        var other = post("bidder1", path, max(6_000), key);
        var somebodyElse = post("bidder2", path, max(5_000), key);

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text()).isEqualTo(once.text());
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(somebodyElse.json().path("outcome").asText()).isEqualTo("COUNTERED");
        assertThat(lot(null, id).json().path("seq").asLong()).isEqualTo(2);
    }

    @Test
    void refused_under_a_key_stays_refused() {
        var id = terms().publish();
        var path = "/v1/lots/" + id + "/bids";
        var key = UUID.randomUUID().toString();

        var once = post("bidder1", path, max(999), key);
        var again = post("bidder1", path, max(999), key);

        assertThat(once.code()).isEqualTo("BID_TOO_LOW");
        assertThat(again.text()).isEqualTo(once.text());
    }

    @Test
    void many_at_once_leave_the_highest_maximum_leading() throws Exception {
        var id = terms().publish();
        var users = List.of("bidder1", "bidder2", "bidder3", "bidder4", "bidder5");
        users.forEach(Tokens::of);
        // Above all next minima of the others, whose maxima end at 21,900: never refused as too
        // low.
        var highest = 50_000L;

        var replies = new ArrayList<Reply>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls =
                    IntStream.range(0, 200)
                            .mapToObj(i ->
                                    threads.submit(() ->
                                            bid(
                                                    users.get(i % 5),
                                                    id,
                                                    i == 120
                                                            ? highest
                                                            : 2_000 + (i * 37L % 200) * 100)))
                            .toList();
            for (var call : calls) {
                replies.add(call.get());
            }
        }

        assertThat(replies).allMatch(r -> r.status() == 201 || r.status() == 409);
        var seqs =
                replies.stream()
                        .filter(r -> r.status() == 201)
                        .map(r -> r.json().path("seq").asLong())
                        .sorted()
                        .toList();
        assertThat(seqs)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, seqs.size()).mapToObj(i -> (long) i).toList());
        var lot = lot(null, id).json();
        assertThat(lot.path("seq").asLong()).isEqualTo(seqs.size());
        assertThat(lot("bidder" + leaderOf(id), id).json().path("yourMax").path("amount").asLong())
                .isEqualTo(highest);
    }

    private static int leaderOf(UUID id) {
        return IntStream.rangeClosed(1, 5)
                .filter(i -> lot("bidder" + i, id).json().path("leading").asBoolean())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void by_a_clerk_counts_for_the_paddle() {
        var id = terms().publish();
        var path = "/v1/lots/" + id + "/bids";
        var forPaddle = "{\"maxAmount\":{\"amount\":%d,\"currency\":\"USD\"},\"paddle\":\"%s\"}";

        var seven = post("clerk", path, forPaddle.formatted(5_000, "7"));
        var eight = post("clerk", path, forPaddle.formatted(6_000, "8"));
        var spoof = post("clerk", path, forPaddle.formatted(9_000, "bidder 1"));

        assertThat(seven.json().path("outcome").asText()).isEqualTo("LEADING");
        assertThat(eight.json().path("outcome").asText()).isEqualTo("LEADING");
        assertThat(lot(null, id).json().path("leader").asText()).isEqualTo("8");
        assertThat(spoof.status()).isEqualTo(400);
    }
}
