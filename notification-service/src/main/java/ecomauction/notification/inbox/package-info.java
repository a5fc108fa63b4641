/// A user's own notices: read, count, mark as read.
@NullMarked
package ecomauction.notification.inbox;

import org.jspecify.annotations.NullMarked;
