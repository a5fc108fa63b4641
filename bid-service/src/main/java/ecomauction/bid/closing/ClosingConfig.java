package ecomauction.bid.closing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// When lots are hammered down.
@ConfigMapping(prefix = "ecomauction.closing")
interface ClosingConfig {

    /// How long after its end a lot stays open for bids that came in time but wait for the lock:
    /// lock time-out + 500 ms.
    @WithDefault("2500ms")
    Duration drain();

    /// How often to look.
    @WithDefault("100ms")
    Duration every();

    /// Most lots that one transaction closes.
    @WithDefault("500")
    int batch();
}
