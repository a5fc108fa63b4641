/// The system under load: starts it, fills it, and reads what its processes use.
@NullMarked
package ecomauction.bench.house;

import org.jspecify.annotations.NullMarked;
