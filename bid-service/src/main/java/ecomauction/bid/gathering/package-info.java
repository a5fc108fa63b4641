/// Many do together what each would do alone.
@NullMarked
package ecomauction.bid.gathering;

import org.jspecify.annotations.NullMarked;
