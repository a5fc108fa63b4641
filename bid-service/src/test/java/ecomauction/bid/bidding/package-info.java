@NullMarked
package ecomauction.bid.bidding;

import org.jspecify.annotations.NullMarked;
