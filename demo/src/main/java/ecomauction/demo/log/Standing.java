package ecomauction.demo.log;

import ecomauction.demo.log.LogEntry.Kind;
import ecomauction.demo.log.LogEntry.Terms;
import org.jspecify.annotations.Nullable;

/// Who leads, up to how much, at what price: the proxy rule, one bid at a time.
///
/// @param leader null while there is no bid; then `max` and `price` mean nothing
/// @param bids how many bids count; raises of the leader do not
record Standing(@Nullable String leader, long max, long price, int bids) {

    static final Standing NONE = new Standing(null, 0, 0, 0);

    Kind kindOf(String bidder, long offer) {
        if (leader == null) {
            return Kind.FIRST;
        } else if (leader.equals(bidder)) {
            return Kind.RAISED;
        } else {
            return offer > max ? Kind.LEADING : Kind.COUNTERED;
        }
    }

    Standing after(String bidder, long offer, Terms terms, @Nullable Long reserve) {
        var next =
                switch (kindOf(bidder, offer)) {
                    case FIRST -> new Standing(bidder, offer, terms.startPrice(), 1);
                    case RAISED -> new Standing(bidder, offer, price, bids);
                    case LEADING -> new Standing(bidder, offer, duel(max, offer, terms), bids + 1);
                    default -> new Standing(leader, max, duel(offer, max, terms), bids + 1);
                };
        return next.jumped(reserve);
    }

    /// The winner pays one increment over the loser's maximum, but never more than the own one.
    private long duel(long loser, long winner, Terms terms) {
        return Math.max(price, Math.min(winner, loser + terms.increment(loser)));
    }

    /// A maximum that reaches the reserve stands at the reserve at least.
    Standing jumped(@Nullable Long reserve) {
        return leader != null && reserve != null && max >= reserve && price < reserve
                ? new Standing(leader, max, reserve, bids)
                : this;
    }

    Standing atMost(long limit) {
        return new Standing(leader, max, Math.min(price, limit), bids);
    }

    long minNext(Terms terms) {
        return leader == null ? terms.startPrice() : price + terms.increment(price);
    }

    boolean meets(@Nullable Long reserve) {
        return leader != null && (reserve == null || price >= reserve);
    }
}
