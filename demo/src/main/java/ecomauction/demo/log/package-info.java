/// Checks a lot's bid log offline. It shares no code with bid-service, on purpose: two readings of
/// the rules that agree are worth more than one.
@NullMarked
package ecomauction.demo.log;

import org.jspecify.annotations.NullMarked;
