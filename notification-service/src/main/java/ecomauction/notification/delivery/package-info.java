/// Brings notices to people by mail, with retries; what can never arrive is a dead letter.
@NullMarked
package ecomauction.notification.delivery;

import org.jspecify.annotations.NullMarked;
