package ecomauction.notification.news;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "notification.news")
interface NewsSettings {

    /// How long to gather before somebody is told of being outbid; what is told is the newest
    /// state.
    @WithDefault("60s")
    Duration outbidWindow();

    /// How long before its end a lot is "ending soon".
    @WithDefault("15m")
    Duration endingSoon();

    /// When to look again for an event of another topic that is not here yet.
    @WithDefault("1s")
    Duration lookAgain();
}
