/// A write repeated under the same Idempotency-Key has one effect and one answer.
@NullMarked
package ecomauction.kit.idempotency;

import org.jspecify.annotations.NullMarked;
