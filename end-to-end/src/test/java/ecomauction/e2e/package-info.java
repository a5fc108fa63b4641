/// The whole system, run as a user runs it and broken as the world breaks it.
@NullMarked
package ecomauction.e2e;

import org.jspecify.annotations.NullMarked;
