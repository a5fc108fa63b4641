/// Prices as they move.
@NullMarked
package ecomauction.bid.live;

import org.jspecify.annotations.NullMarked;
