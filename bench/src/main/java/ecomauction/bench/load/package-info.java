/// Bidders: as many as the system bears, or at a rate of their own.
@NullMarked
package ecomauction.bench.load;

import org.jspecify.annotations.NullMarked;
