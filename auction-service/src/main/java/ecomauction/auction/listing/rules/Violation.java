package ecomauction.auction.listing.rules;

/// @param code `AMOUNT_INVALID`, `CURRENCY_MISMATCH` or `INVALID`
public record Violation(String field, String code, String message) {}
