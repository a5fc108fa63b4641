/// A seller drafts, publishes, changes and cancels an auction.
@NullMarked
package ecomauction.auction.listing;

import org.jspecify.annotations.NullMarked;
