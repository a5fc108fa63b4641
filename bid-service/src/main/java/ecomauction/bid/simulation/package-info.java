/// The rules as a service, without side effects.
@NullMarked
package ecomauction.bid.simulation;

import org.jspecify.annotations.NullMarked;
