/// Tells people what happened to them: in their inbox here, and by mail. Owns no business decision;
/// what it knows of auctions is a copy fed by events.
@NullMarked
package ecomauction.notification;

import org.jspecify.annotations.NullMarked;
