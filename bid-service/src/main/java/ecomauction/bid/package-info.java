/// The auctioneer: holds each lot, judges its bids in one total order, closes it. Sole owner of the
/// answer to "who leads, at what price".
@NullMarked
package ecomauction.bid;

import org.jspecify.annotations.NullMarked;
