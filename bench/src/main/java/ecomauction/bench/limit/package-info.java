/// What the system is held against.
@NullMarked
package ecomauction.bench.limit;

import org.jspecify.annotations.NullMarked;
