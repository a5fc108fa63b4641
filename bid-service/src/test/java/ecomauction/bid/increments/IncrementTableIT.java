package ecomauction.bid.increments;

import static ecomauction.bid.Api.get;
import static ecomauction.bid.Api.put;
import static org.assertj.core.api.Assertions.assertThat;

import ecomauction.bid.TestStack;
import ecomauction.testkit.Events;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestStack
class IncrementTableIT {

    @Test
    void the_presets_are_published_at_the_first_start() {
        var names = get(null, "/v1/increment-tables").json().path("items").findValuesAsText("name");

        assertThat(names).contains("USD", "TRADEME_NZD");
        try (var facts = Events.on("bid.events")) {
            var usd = facts.await("IncrementTablePublished", e -> e.key().equals("USD"));
            assertThat(usd.body().path("tiers")).hasSize(10);
        }
    }

    @Test
    void a_new_version_leaves_the_old_one_as_it_was() {
        var body = "{\"currency\":\"EUR\",\"tiers\":[{\"from\":0,\"increment\":%d}]}";

        var first = put("operator", "/v1/increment-tables/EUR_FLAT", body.formatted(100)).json();
        var second = put("operator", "/v1/increment-tables/EUR_FLAT", body.formatted(200)).json();

        assertThat(first.path("version").asInt()).isEqualTo(1);
        assertThat(second.path("version").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[{\"from\":1,\"increment\":5}]",
                "[{\"from\":0,\"increment\":0}]",
                "[{\"from\":0,\"increment\":5},{\"from\":0,\"increment\":6}]",
                "[{\"from\":0,\"increment\":5},{\"from\":100,\"increment\":4}]",
                "[null]"
            })
    void tables_that_would_break_the_price_are_refused(String tiers) {
        var reply =
                put(
                        "operator",
                        "/v1/increment-tables/EUR_BAD",
                        "{\"currency\":\"EUR\",\"tiers\":%s}".formatted(tiers));

        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.json().path("violations").get(0).path("field").asText())
                .startsWith("tiers");
    }
}
