/// How a lot comes to the auctioneer: what auction-service publishes, changes and wishes to cancel.
@NullMarked
package ecomauction.bid.opening;

import org.jspecify.annotations.NullMarked;
