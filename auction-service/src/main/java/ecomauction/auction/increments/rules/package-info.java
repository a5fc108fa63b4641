/// Increments, without I/O.
@NullMarked
package ecomauction.auction.increments.rules;

import org.jspecify.annotations.NullMarked;
