/// What a seller may do and when, without I/O.
@NullMarked
package ecomauction.auction.listing.rules;

import org.jspecify.annotations.NullMarked;
