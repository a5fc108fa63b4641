@NullMarked
package ecomauction.bid.history;

import org.jspecify.annotations.NullMarked;
