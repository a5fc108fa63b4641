@NullMarked
package ecomauction.bid.lot;

import org.jspecify.annotations.NullMarked;
