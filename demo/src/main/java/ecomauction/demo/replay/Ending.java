package ecomauction.demo.replay;

import org.jspecify.annotations.Nullable;

/// What became of a lot.
///
/// @param status what auction-service shows
/// @param outcome what bid-service decided
/// @param price the hammer price, or where the price stood if the lot was not sold
record Ending(Lot lot, String status, String outcome, @Nullable Long price) {}
