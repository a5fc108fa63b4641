package ecomauction.notification.delivery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "notification.delivery")
interface DeliverySettings {

    /// How many mails a replica sends at the same time.
    @WithDefault("4")
    int workers();

    /// How often a message is tried before it is a dead letter. Tries during an outage do not
    /// count.
    @WithDefault("8")
    int tries();

    /// Between the first try and the second.
    @WithDefault("10s")
    Duration firstPause();

    /// Before the last try.
    @WithDefault("1h")
    Duration longestPause();

    /// Between tries while the mail server or Keycloak cannot be reached.
    @WithDefault("10s")
    Duration outagePause();

    /// After this a message whose worker has died is sent by another. Longer than any try.
    @WithDefault("45s")
    Duration lease();

    /// How long one try may take.
    @WithDefault("30s")
    Duration timeout();
}
