/// Load, limits and faults, each with a verdict over what was answered.
@NullMarked
package ecomauction.bench;

import org.jspecify.annotations.NullMarked;
