package ecomauction.bid.rules;

import java.util.List;

/// An increment table: how far a price must rise, by the price so far. Amounts in minor units.
///
/// @param name for people and the log, `USD/1`
public record Increments(String name, List<Tier> tiers) {

    /// The price invariants hold only if increments never fall as the price rises.
    public Increments {
        tiers = List.copyOf(tiers);
        if (tiers.isEmpty() || tiers.getFirst().from() != 0) {
            throw new IllegalArgumentException("The first tier must be from 0");
        }
        for (int i = 0; i < tiers.size(); i++) {
            var tier = tiers.get(i);
            if (tier.increment() <= 0) {
                throw new IllegalArgumentException("Increments must be above 0: " + tier);
            }
            if (i > 0 && tier.from() <= tiers.get(i - 1).from()) {
                throw new IllegalArgumentException("`from` must rise from tier to tier: " + tier);
            }
            if (i > 0 && tier.increment() < tiers.get(i - 1).increment()) {
                throw new IllegalArgumentException("Increments must not fall: " + tier);
            }
        }
    }

    public long at(long price) {
        for (int i = tiers.size() - 1; i > 0; i--) {
            if (tiers.get(i).from() <= price) {
                return tiers.get(i).increment();
            }
        }
        return tiers.getFirst().increment();
    }

    /// From this price on, the increment is this much.
    public record Tier(long from, long increment) {}
}
