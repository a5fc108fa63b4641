package ecomauction.auction.listing.rules;

import java.util.UUID;
import java.util.function.LongPredicate;

/// Who wishes to do something with which auction.
///
/// @param operator may do it with anybody's auction
/// @param fresh whether the caller has seen this revision, or does not care
public record Wish(UUID auctionId, String caller, boolean operator, LongPredicate fresh) {}
