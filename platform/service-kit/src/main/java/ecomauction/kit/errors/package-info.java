/// Errors that reach the log are counted by kind, and the first of each kind is reported.
@NullMarked
package ecomauction.kit.errors;

import org.jspecify.annotations.NullMarked;
