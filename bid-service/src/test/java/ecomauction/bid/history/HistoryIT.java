package ecomauction.bid.history;

import static ecomauction.bid.Api.bid;
import static ecomauction.bid.Api.get;
import static ecomauction.bid.Auctions.terms;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import ecomauction.bid.Api;
import ecomauction.bid.TestStack;
import ecomauction.bid.log.Seal;
import ecomauction.testkit.CanaryScan;
import ecomauction.testkit.Stack;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.pgclient.PgBuilder;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestStack
class HistoryIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static List<JsonNode> log(String user, UUID id, String query) throws IOException {
        var lines = new ArrayList<JsonNode>();
        var reply = get(user, "/v1/lots/" + id + "/log" + query);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        for (var line : reply.text().split("\n")) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    @Test
    void the_log_is_chained_by_hash_and_its_openings_fit() throws Exception {
        var id = terms().reserve(8_000L).publish();
        bid("bidder1", id, 5_000);
        bid("bidder2", id, 6_000);
        bid("bidder2", id, 7_000);

        var lines = log("operator", id, "?openings=true");

        assertThat(lines).hasSize(4);
        var head = new byte[32];
        for (var line : lines) {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(head);
            head = digest.digest(line.path("entry").toString().getBytes(UTF_8));
            assertThat(line.path("hash").asText()).isEqualTo(HexFormat.of().formatHex(head));
        }
        var opening = lines.get(1).path("opening");
        assertThat(opening.path("max").asLong()).isEqualTo(5_000);
        var salt = HexFormat.of().parseHex(opening.path("salt").asText());
        assertThat(lines.get(1).path("entry").path("commitment").asText())
                .isEqualTo(Seal.commitment(salt, 5_000));
        assertThat(lines.get(0).path("opening").path("reserve").asLong()).isEqualTo(8_000);
    }

    @Test
    void a_raise_is_sealed_for_the_public_while_the_lot_is_open() throws Exception {
        var id = terms().publish();
        bid("bidder1", id, 5_000);
        bid("bidder1", id, 6_000);

        var open = log("bidder2", id, "");
        Api.post("seller", "/v1/lots/" + id + "/sell-to-leader", "");
        var closed = log("bidder2", id, "");

        assertThat(open.get(2).path("sealed").asBoolean()).isTrue();
        assertThat(open.get(2).has("entry")).isFalse();
        assertThat(closed.get(2).path("entry").path("kind").asText()).isEqualTo("RAISED");
        assertThat(closed.get(2).path("hash")).isEqualTo(open.get(2).path("hash"));
    }

    @Test
    void only_operators_see_openings_and_refused_bids() {
        var id = terms().publish();
        bid("bidder1", id, 5_000);
        bid("bidder2", id, 1_001);

        assertThat(get("bidder1", "/v1/lots/" + id + "/log?openings=true").status()).isEqualTo(403);
        var mine = get("bidder1", "/v1/lots/" + id + "/bids").json().path("items");
        var everybodys = get(null, "/v1/lots/" + id + "/bids").json().path("items");
        var operators = get("operator", "/v1/lots/" + id + "/bids").json().path("items");

        assertThat(mine.get(0).path("maxAmount").path("amount").asLong()).isEqualTo(5_000);
        assertThat(everybodys.size()).isEqualTo(1);
        assertThat(everybodys.get(0).has("maxAmount")).isFalse();
        assertThat(everybodys.get(0).has("bidderId")).isFalse();
        assertThat(operators.get(0).path("code").asText()).isEqualTo("BID_TOO_LOW");
        assertThat(operators.get(1).has("bidderId")).isTrue();
    }

    @Test
    void pages_neither_skip_nor_repeat() {
        var id = terms().publish();
        IntStream.range(0, 7).forEach(i -> bid("bidder" + (1 + i % 2), id, 2_000 + i * 500L));

        var seqs = new ArrayList<Long>();
        var cursor = "";
        do {
            var page = get(null, "/v1/lots/" + id + "/bids?limit=3" + cursor).json();
            page.path("items").forEach(bid -> seqs.add(bid.path("seq").asLong()));
            cursor = page.path("next").isNull() ? "" : "&cursor=" + page.path("next").asText();
        } while (!cursor.isEmpty());

        assertThat(seqs).containsExactly(7L, 6L, 5L, 4L, 3L, 2L, 1L);
        assertThat(get(null, "/v1/lots/" + id + "/bids?cursor=rubbish").code())
                .isEqualTo("INVALID_CURSOR");
        assertThat(get(null, "/v1/lots/" + id + "/bids?limit=101").status()).isEqualTo(400);
    }

    @Test
    void explains_a_loss_to_whose_bid_it_was() {
        var id = terms().publish();
        bid("bidder1", id, 5_000);
        bid("bidder2", id, 3_000);
        bid("bidder3", id, 9_000);
        var path = "/v1/lots/" + id + "/bids/%d/explain";

        var countered = get("bidder2", path.formatted(2)).json();
        var overtaken = get("bidder1", path.formatted(1)).json();
        var leading = get("bidder3", path.formatted(3)).json();

        assertThat(countered.path("sentence").asText())
                .contains("30.00 USD", "bidder 1", "31.00 USD")
                .doesNotContain("50.00");
        assertThat(overtaken.path("overtakenBySeq").asLong()).isEqualTo(3);
        assertThat(overtaken.path("sentence").asText())
                .contains("bidder 3")
                .doesNotContain("90.00");
        assertThat(leading.path("sentence").asText()).startsWith("You lead at 51.00 USD");
        assertThat(get("bidder2", path.formatted(1)).status()).isEqualTo(404);
    }

    @Test
    void no_secret_amount_is_in_anything_public() throws IOException {
        var id = terms().reserve(3_456_789L).endsIn(Duration.ofHours(1)).publish();
        bid("bidder1", id, 1_234_567);
        bid("bidder2", id, 2_345_671);
        bid("bidder2", id, 2_545_673);

        // The first maximum is beaten by one increment: the price tells it, by the rules.
        var scan = CanaryScan.of(2_345_671, 2_545_673, 3_456_789);
        var base = "/v1/lots/" + id;
        for (var path : List.of(base, base + "/bids", base + "/log")) {
            scan.text(path, get(null, path).text()).text(path, get("bidder1", path).text());
        }
        scan.text("explain", get("bidder1", base + "/bids/1/explain").text())
                .text("metrics", get(null, "/q/metrics").text())
                .check();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE bid_log SET entry = 'x'",
                "DELETE FROM bid_log",
                "TRUNCATE bid_log",
                "DELETE FROM bid_refused",
                "UPDATE terms SET terms = 'x'"
            })
    void the_service_itself_cannot_rewrite_history(String crime) {
        var pool = PgBuilder.pool().connectingTo(Stack.get().postgres("bid", "bid")).build();

        assertThatThrownBy(() -> pool.query(crime).execute().await().indefinitely())
                .hasMessageContaining("permission denied");
        pool.closeAndAwait();
    }
}
