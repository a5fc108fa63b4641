/// The one way to a transaction.
@NullMarked
package ecomauction.kit.tx;

import org.jspecify.annotations.NullMarked;
