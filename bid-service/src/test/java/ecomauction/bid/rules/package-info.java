@NullMarked
package ecomauction.bid.rules;

import org.jspecify.annotations.NullMarked;
