package ecomauction.notification.audience;

/// What an auction is called and whose it is.
public record Listing(String seller, String title) {}
