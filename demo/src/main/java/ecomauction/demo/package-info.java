/// Client tools: a replay of real auctions and the offline check of bid logs. They know nothing but
/// the public API.
@NullMarked
package ecomauction.demo;

import org.jspecify.annotations.NullMarked;
