/// A listing's life: drafted, published, changed, cancelled by its seller, and what buyers browse.
/// Whether a bid counts and how an auction ends is decided by bid-service; its events move the
/// price here.
@NullMarked
package ecomauction.auction;

import org.jspecify.annotations.NullMarked;
