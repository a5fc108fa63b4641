package ecomauction.notification.audience;

import org.jspecify.annotations.Nullable;

/// What an auction is called and whose it is.
///
/// @param cancelReason null until a cancellation is told of; empty if that gives no reason
public record Listing(String seller, String title, @Nullable String cancelReason) {}
