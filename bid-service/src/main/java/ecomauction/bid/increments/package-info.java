/// Increment tables and their immutable versions.
@NullMarked
package ecomauction.bid.increments;

import org.jspecify.annotations.NullMarked;
