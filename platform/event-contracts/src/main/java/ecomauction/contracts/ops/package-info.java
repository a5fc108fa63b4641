/// What the services report of themselves, for those who run them.
@NullMarked
package ecomauction.contracts.ops;

import org.jspecify.annotations.NullMarked;
