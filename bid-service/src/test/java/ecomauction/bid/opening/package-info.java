@NullMarked
package ecomauction.bid.opening;

import org.jspecify.annotations.NullMarked;
