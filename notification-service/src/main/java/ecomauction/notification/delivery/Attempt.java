package ecomauction.notification.delivery;

/// How one try to deliver went.
sealed interface Attempt {

    record Sent() implements Attempt {}

    /// Refused for good: the address, the user or the message is not acceptable.
    record Refused(String reason) implements Attempt {}

    /// Refused for now.
    record Failed(String reason) implements Attempt {}

    /// Nobody was there to refuse it.
    record Unreachable(String reason) implements Attempt {}
}
