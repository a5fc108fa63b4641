package ecomauction.demo.replay;

import org.jspecify.annotations.Nullable;

/// What became of a lot.
///
/// @param status as auction-service shows it to everybody
/// @param outcome as bid-service decided it
/// @param price the hammer price, or where the price stood if the lot was not sold
record Ending(Lot lot, String status, String outcome, @Nullable Long price) {}
