/// Events are handled once, whatever Kafka or the database do in between.
@NullMarked
package ecomauction.kit.inbox;

import org.jspecify.annotations.NullMarked;
