/// Events and messages that could not be handled: for operators to inspect, replay, discard.
@NullMarked
package ecomauction.notification.deadletters;

import org.jspecify.annotations.NullMarked;
