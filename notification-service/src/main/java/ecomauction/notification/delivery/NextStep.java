package ecomauction.notification.delivery;

import java.time.Duration;

/// What to do with a message after a try.
sealed interface NextStep {

    record Done() implements NextStep {}

    /// @param attempts how many tries count so far
    record TryAgain(Duration pause, int attempts, String reason) implements NextStep {}

    record GiveUp(String reason) implements NextStep {}
}
