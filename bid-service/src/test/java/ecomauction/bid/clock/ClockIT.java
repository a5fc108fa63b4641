package ecomauction.bid.clock;

import static org.assertj.core.api.Assertions.assertThat;

import ecomauction.bid.Api;
import ecomauction.bid.TestStack;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestStack
class ClockIT {

    @Test
    void tells_the_time() {
        var before = Instant.now();

        var now = Instant.parse(Api.get(null, "/v1/rules/clock").json().path("now").asText());

        assertThat(now).isBetween(before, Instant.now());
    }
}
