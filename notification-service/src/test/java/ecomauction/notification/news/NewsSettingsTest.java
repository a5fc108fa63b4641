package ecomauction.notification.news;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class NewsSettingsTest {

    @Test
    void has_these_defaults() {
        var settings =
                new SmallRyeConfigBuilder()
                        .withMapping(NewsSettings.class)
                        .addDiscoveredConverters()
                        .build()
                        .getConfigMapping(NewsSettings.class);

        assertThat(settings.outbidWindow()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.endingSoon()).isEqualTo(Duration.ofMinutes(15));
        assertThat(settings.lookAgain()).isEqualTo(Duration.ofSeconds(1));
    }
}
