@NullMarked
package ecomauction.bid.increments;

import org.jspecify.annotations.NullMarked;
