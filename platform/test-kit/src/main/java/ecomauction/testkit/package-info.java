/// What the tests of every service share: the real servers, users' tokens, and checks that hold for
/// any service, however it works inside.
@NullMarked
package ecomauction.testkit;

import org.jspecify.annotations.NullMarked;
