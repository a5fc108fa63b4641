/// Placing bids: many at once, in batches.
@NullMarked
package ecomauction.bid.bidding;

import org.jspecify.annotations.NullMarked;
