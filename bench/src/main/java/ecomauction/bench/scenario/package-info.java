/// One file per scenario.
@NullMarked
package ecomauction.bench.scenario;

import org.jspecify.annotations.NullMarked;
