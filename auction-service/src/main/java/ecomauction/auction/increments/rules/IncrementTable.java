package ecomauction.auction.increments.rules;

import ecomauction.contracts.bid.BidEvent.IncrementTablePublished.Tier;
import java.util.List;

/// One version of an increment table; it never changes.
public record IncrementTable(String name, int version, String currency, List<Tier> tiers) {

    /// The increment that stands for a price, both in minor units.
    public long incrementAt(long price) {
        return tiers.stream()
                .filter(tier -> tier.from() <= price)
                .mapToLong(Tier::increment)
                .reduce((lower, higher) -> higher)
                .orElse(1);
    }
}
