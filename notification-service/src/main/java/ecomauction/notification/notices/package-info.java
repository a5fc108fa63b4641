/// What was told to whom, once each; it stands in the inbox and is queued for delivery.
@NullMarked
package ecomauction.notification.notices;

import org.jspecify.annotations.NullMarked;
