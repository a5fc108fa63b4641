/// The whole system on one machine: [LocalStack] is its map, [Supervisor] keeps its processes, and
/// the classes named after a server know how that server is run.
@NullMarked
package ecomauction.local;

import org.jspecify.annotations.NullMarked;
