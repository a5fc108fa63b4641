package ecomauction.bid.rules;

/// What the rules say of a bid.
public sealed interface Verdict {

    /// @param state the lot after the bid
    record Accepted(Kind kind, LotState state) implements Verdict {}

    /// The lot stays as it was.
    record Refused(Refusal reason) implements Verdict {}

    /// What an accepted bid did.
    enum Kind {
        /// The first bid: leads at the start price.
        FIRST,
        /// Took the lead from somebody.
        LEADING,
        /// The leader's higher maximum answered it.
        COUNTERED,
        /// The leader raised the own maximum.
        RAISED
    }
}
