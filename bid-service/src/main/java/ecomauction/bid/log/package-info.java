/// The append-only bid log with its hash chain.
@NullMarked
package ecomauction.bid.log;

import org.jspecify.annotations.NullMarked;
