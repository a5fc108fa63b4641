/// The events that auction-service publishes; only auction-service edits this package.
@NullMarked
package ecomauction.contracts.auction;

import org.jspecify.annotations.NullMarked;
