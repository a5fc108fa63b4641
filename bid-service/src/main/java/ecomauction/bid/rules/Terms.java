package ecomauction.bid.rules;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What does not change while bids come in, so that the same bids always give the same result.
/// Amounts in minor units.
///
/// The reserve is not here: the seller may lower it, so it is part of the state.
public record Terms(
        String seller,
        String currency,
        long startPrice,
        @Nullable BuyNow buyNow,
        Instant startsAt,
        Instant endsAt,
        @Nullable SoftClose softClose,
        Increments increments) {

    /// @param percent for `UNTIL_PRICE_PCT`: the share of the buy-now price at which the offer ends
    public record BuyNow(long price, Policy policy, int percent) {

        public enum Policy {
            UNTIL_FIRST_BID,
            UNTIL_RESERVE_MET,
            UNTIL_PRICE_PCT,
            ALWAYS_ABOVE_PRICE
        }
    }

    /// @param hardEnd the end never moves beyond this instant
    public record SoftClose(
            Duration window, Duration extension, Mode mode, int maxExtensions, Instant hardEnd) {

        public enum Mode {
            FROM_BID,
            FROM_END
        }
    }
}
