/// What everybody can read.
@NullMarked
package ecomauction.auction.browsing;

import org.jspecify.annotations.NullMarked;
