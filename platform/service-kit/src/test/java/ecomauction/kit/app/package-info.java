/// A small service, with which the tests of the kit run.
@NullMarked
package ecomauction.kit.app;

import org.jspecify.annotations.NullMarked;
