/// A lot and what may happen to it; how it is locked, judged and saved.
@NullMarked
package ecomauction.bid.lot;

import org.jspecify.annotations.NullMarked;
