package ecomauction.notification.alarm;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

@ConfigMapping(prefix = "notification.alarm")
interface AlarmSettings {

    /// The password with which Alertmanager, as user `alertmanager`, may raise alarms. Without one
    /// it may not.
    Optional<String> secret();

    /// An alarm that was silent for so long is news again. Longer than Alertmanager's
    /// `repeat_interval`.
    @WithDefault("1h")
    Duration quiet();

    /// Where a trace can be looked at; `{traceId}` is put in.
    @WithDefault("./ecom logs-of {traceId}")
    String trace();

    /// What the paths of runbooks in the rules are put behind.
    Optional<String> runbooks();
}
