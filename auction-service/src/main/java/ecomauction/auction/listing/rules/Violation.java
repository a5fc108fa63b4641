package ecomauction.auction.listing.rules;

/// A field and what is wrong with it.
///
/// @param code `AMOUNT_INVALID`, `CURRENCY_MISMATCH` or `INVALID`
public record Violation(String field, String code, String message) {}
