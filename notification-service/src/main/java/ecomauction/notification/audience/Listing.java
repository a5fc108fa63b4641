package ecomauction.notification.audience;

import org.jspecify.annotations.Nullable;

/// What an auction is called and whose it is.
public record Listing(String seller, String title, @Nullable String cancelReason) {}
