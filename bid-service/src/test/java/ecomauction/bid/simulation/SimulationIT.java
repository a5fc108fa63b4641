package ecomauction.bid.simulation;

import static ecomauction.bid.Api.post;
import static org.assertj.core.api.Assertions.assertThat;

import ecomauction.bid.TestStack;
import io.quarkus.test.junit.QuarkusTest;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestStack
class SimulationIT {

    private static String simulation(int steps) {
        return IntStream.range(0, steps)
                .mapToObj(i ->
                        "{\"bidder\":\"B%d\",\"max\":%d,\"t\":%d}"
                                .formatted(i % 7, 1_000 + 100 * i, i))
                .collect(
                        Collectors.joining(
                                ",",
                                "{\"setup\":{\"start\":1000,\"table\":[[0,100]]},\"steps\":[",
                                "]}"));
    }

    @Test
    void plays_ten_thousand_steps_without_a_login_and_no_more() {
        var most = post(null, "/v1/rules/simulate", simulation(10_000));
        var more = post(null, "/v1/rules/simulate", simulation(10_001));

        assertThat(most.status()).as(most.text()).isEqualTo(200);
        assertThat(most.json().path("steps")).hasSize(10_000);
        assertThat(most.json().path("close").get(0).asText()).isEqualTo("SOLD");
        assertThat(more.code()).isEqualTo("VALIDATION_FAILED");
    }

    @Test
    void names_what_is_wrong_with_a_setup() {
        var noTable = "{\"setup\":{\"start\":1000,\"table\":[]},\"steps\":[]}";
        var falling = "{\"setup\":{\"start\":1000,\"table\":[[0,100],[50,10]]},\"steps\":[]}";

        assertThat(post(null, "/v1/rules/simulate", noTable).code()).isEqualTo("VALIDATION_FAILED");
        assertThat(post(null, "/v1/rules/simulate", falling).text()).contains("setup.table");
    }
}
