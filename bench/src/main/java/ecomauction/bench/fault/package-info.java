/// What goes wrong while people bid, one class per kind.
@NullMarked
package ecomauction.bench.fault;

import org.jspecify.annotations.NullMarked;
