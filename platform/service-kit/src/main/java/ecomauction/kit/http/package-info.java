/// Conventions of our HTTP interfaces: pages, cursors, entity tags.
@NullMarked
package ecomauction.kit.http;

import org.jspecify.annotations.NullMarked;
