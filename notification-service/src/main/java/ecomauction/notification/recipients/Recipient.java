package ecomauction.notification.recipients;

/// What is found behind a user id.
public sealed interface Recipient {

    record Person(String name, String email) implements Recipient {}

    /// There is nobody to write to, and trying again will not change that.
    record Nobody(String reason) implements Recipient {}

    /// Keycloak does not answer now.
    record NotNow(String reason) implements Recipient {}
}
