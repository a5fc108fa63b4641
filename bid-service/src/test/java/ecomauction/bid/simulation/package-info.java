@NullMarked
package ecomauction.bid.simulation;

import org.jspecify.annotations.NullMarked;
