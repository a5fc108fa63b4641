/// What time it is, for countdowns.
@NullMarked
package ecomauction.bid.clock;

import org.jspecify.annotations.NullMarked;
