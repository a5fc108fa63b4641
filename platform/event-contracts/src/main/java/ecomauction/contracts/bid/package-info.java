/// The events that bid-service publishes; only bid-service edits this package.
@NullMarked
package ecomauction.contracts.bid;

import org.jspecify.annotations.NullMarked;
