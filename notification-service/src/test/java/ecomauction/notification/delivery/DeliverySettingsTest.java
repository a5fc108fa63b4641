package ecomauction.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeliverySettingsTest {

    @Test
    void has_these_defaults() {
        var settings =
                new SmallRyeConfigBuilder()
                        .withMapping(DeliverySettings.class)
                        .addDiscoveredConverters()
                        .build()
                        .getConfigMapping(DeliverySettings.class);

        assertThat(settings.workers()).isEqualTo(4);
        assertThat(settings.tries()).isEqualTo(8);
        assertThat(settings.firstPause()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.longestPause()).isEqualTo(Duration.ofHours(1));
        assertThat(settings.outagePause()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.lease()).isEqualTo(Duration.ofSeconds(45));
        assertThat(settings.timeout()).isLessThan(settings.lease());
    }
}
