/// One clock, replaceable in tests.
@NullMarked
package ecomauction.kit.time;

import org.jspecify.annotations.NullMarked;
