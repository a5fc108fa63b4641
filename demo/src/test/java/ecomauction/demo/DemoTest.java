package ecomauction.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ecomauction.demo.replay.ReplayAll.Settings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoTest {

    @Test
    void runs_all_auctions_32_at_a_time_unless_told_otherwise() {
        assertThat(Demo.settings(List.of()))
                .isEqualTo(new Settings(149, 32, Duration.ofSeconds(70), Duration.ofSeconds(120)));
        assertThat(Demo.settings(List.of("--auctions", "5", "--parallel", "2")))
                .isEqualTo(new Settings(5, 2, Duration.ofSeconds(70), Duration.ofSeconds(120)));
    }

    @Test
    void refuses_what_it_does_not_know() {
        for (var odd :
                List.of(List.of("--help"), List.of("--auctions"), List.of("--auctions", "x"))) {
            assertThatThrownBy(() -> Demo.settings(odd))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("usage");
        }
    }
}
