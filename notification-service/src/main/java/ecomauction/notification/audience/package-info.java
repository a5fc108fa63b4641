/// What events told about auctions: title, seller, price, end, and who bids.
@NullMarked
package ecomauction.notification.audience;

import org.jspecify.annotations.NullMarked;
