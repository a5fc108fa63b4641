/// What bid-service decided: price, end and outcome of what is listed.
@NullMarked
package ecomauction.auction.standing;

import org.jspecify.annotations.NullMarked;
