/// Tables for people, JSON for comparison.
@NullMarked
package ecomauction.bench.report;

import org.jspecify.annotations.NullMarked;
