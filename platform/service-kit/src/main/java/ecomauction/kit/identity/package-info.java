/// Who calls: verified tokens, remembered until they expire.
@NullMarked
package ecomauction.kit.identity;

import org.jspecify.annotations.NullMarked;
