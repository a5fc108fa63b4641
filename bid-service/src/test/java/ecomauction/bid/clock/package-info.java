@NullMarked
package ecomauction.bid.clock;

import org.jspecify.annotations.NullMarked;
