/// Holds everything that a cluster, an edge or a monitor is told against schemas, policies and the
/// code. A check of one kind of file is a test class; what it calls outside the JVM is a `Tool`.
@NullMarked
package ecomauction.deploy;

import org.jspecify.annotations.NullMarked;
