@NullMarked
package ecomauction.bid.closing;

import org.jspecify.annotations.NullMarked;
