/// Calls the public API of a running system, as its map describes it.
@NullMarked
package ecomauction.demo.client;

import org.jspecify.annotations.NullMarked;
