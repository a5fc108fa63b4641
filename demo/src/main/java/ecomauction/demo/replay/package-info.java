/// Replays recorded auctions and compares what becomes of them with what was recorded.
@NullMarked
package ecomauction.demo.replay;

import org.jspecify.annotations.NullMarked;
