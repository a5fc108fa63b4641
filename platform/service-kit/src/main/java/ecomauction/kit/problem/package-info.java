/// Every error leaves as RFC 9457 problem+json, whoever raised it.
@NullMarked
package ecomauction.kit.problem;

import org.jspecify.annotations.NullMarked;
