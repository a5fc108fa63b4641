@NullMarked
package ecomauction.bid.live;

import org.jspecify.annotations.NullMarked;
