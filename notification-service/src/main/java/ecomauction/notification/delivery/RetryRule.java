package ecomauction.notification.delivery;

import ecomauction.notification.delivery.Attempt.Failed;
import ecomauction.notification.delivery.Attempt.Refused;
import ecomauction.notification.delivery.Attempt.Sent;
import ecomauction.notification.delivery.Attempt.Unreachable;
import ecomauction.notification.delivery.NextStep.Done;
import ecomauction.notification.delivery.NextStep.GiveUp;
import ecomauction.notification.delivery.NextStep.TryAgain;
import java.time.Duration;

/// When to try again. Pauses grow evenly, by a constant factor, from the first to the longest.
record RetryRule(int tries, Duration firstPause, Duration longestPause, Duration outagePause) {

    /// Pauses are shortened by up to this part, so that what failed together does not come back
    /// together.
    private static final double JITTER = 0.25;

    static RetryRule of(DeliverySettings settings) {
        return new RetryRule(
                settings.tries(),
                settings.firstPause(),
                settings.longestPause(),
                settings.outagePause());
    }

    /// @param attempts how many tries counted before this one
    /// @param random in [0, 1)
    NextStep after(Attempt attempt, int attempts, double random) {
        return switch (attempt) {
            case Sent() -> new Done();
            case Refused(var reason) -> new GiveUp(reason);
            case Unreachable(var reason) ->
                    new TryAgain(shortened(outagePause, random), attempts, reason);
            case Failed(var reason) ->
                    attempts + 1 < tries
                            ? new TryAgain(
                                    shortened(pauseAfter(attempts + 1), random),
                                    attempts + 1,
                                    reason)
                            : new GiveUp("tried %d times: %s".formatted(attempts + 1, reason));
        };
    }

    private Duration pauseAfter(int attempts) {
        if (tries <= 2) {
            return firstPause;
        }
        var whole = (double) longestPause.toMillis() / Math.max(1, firstPause.toMillis());
        var factor = Math.pow(whole, (attempts - 1.0) / (tries - 2.0));
        return Duration.ofMillis(Math.round(firstPause.toMillis() * factor));
    }

    private static Duration shortened(Duration pause, double random) {
        return Duration.ofMillis(Math.round(pause.toMillis() * (1 - JITTER * random)));
    }
}
