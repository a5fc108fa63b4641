/// Events commit with the state and reach Kafka afterwards, in order per key.
@NullMarked
package ecomauction.kit.outbox;

import org.jspecify.annotations.NullMarked;
