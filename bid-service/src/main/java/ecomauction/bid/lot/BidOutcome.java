package ecomauction.bid.lot;

import ecomauction.bid.rules.Refusal;
import ecomauction.bid.rules.Verdict;
import java.time.Instant;

/// What became of a bid or another act on a lot.
public sealed interface BidOutcome {

    /// @param at when it counts as received
    record Accepted(long seq, Verdict.Kind kind, boolean leading, Instant at)
            implements BidOutcome {}

    /// A decision that is no bid: bought, retracted, blocked, sold.
    record Done(long seq) implements BidOutcome {}

    record Refused(Refusal reason) implements BidOutcome {}
}
