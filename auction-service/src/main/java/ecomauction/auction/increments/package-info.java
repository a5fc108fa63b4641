/// Our own copy of bid-service's increment tables.
@NullMarked
package ecomauction.auction.increments;

import org.jspecify.annotations.NullMarked;
