@NullMarked
package ecomauction.bid;

import org.jspecify.annotations.NullMarked;
