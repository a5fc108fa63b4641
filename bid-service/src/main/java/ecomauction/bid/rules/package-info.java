/// The rules of bidding: pure functions without I/O, clock or framework.
@NullMarked
package ecomauction.bid.rules;

import org.jspecify.annotations.NullMarked;
