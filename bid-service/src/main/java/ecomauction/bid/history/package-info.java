/// What was bid, and why somebody lost.
@NullMarked
package ecomauction.bid.history;

import org.jspecify.annotations.NullMarked;
