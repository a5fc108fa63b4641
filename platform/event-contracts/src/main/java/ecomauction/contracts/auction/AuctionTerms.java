package ecomauction.contracts.auction;

import ecomauction.contracts.Money;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The terms under which bids are judged. The reserve is for bid-service alone and never shown.
///
/// @param startsAt bids are taken from this instant on
/// @param endsAt bids are refused from this instant on, unless the soft close moves it
/// @param incrementTable name of the increment table
/// @param incrementTableVersion the version that was in force when the auction was published
public record AuctionTerms(
        Format format,
        Money startPrice,
        @Nullable Money reservePrice,
        @Nullable Money buyNowPrice,
        @Nullable BuyNowPolicy buyNowPolicy,
        @Nullable Integer buyNowPercent,
        Instant startsAt,
        Instant endsAt,
        @Nullable SoftClose softClose,
        String incrementTable,
        int incrementTableVersion) {

    public enum Format {
        ENGLISH
    }

    /// Until when a lot can be bought at its buy-now price.
    public enum BuyNowPolicy {
        /// Default where there is no reserve.
        UNTIL_FIRST_BID,
        /// Default where there is a reserve.
        UNTIL_RESERVE_MET,
        /// While the price is below `buyNowPercent` per cent of the buy-now price.
        UNTIL_PRICE_PCT,
        ALWAYS_ABOVE_PRICE
    }

    /// Anti-sniping: a bid within `window` of the end moves the end.
    ///
    /// @param mode whether `extension` counts from the bid or from the end so far
    /// @param maxExtensions how often at most
    /// @param hardEnd how long after the first `endsAt` the end can never move
    public record SoftClose(
            Duration window, Duration extension, Mode mode, int maxExtensions, Duration hardEnd) {

        public enum Mode {
            FROM_BID,
            FROM_END
        }
    }
}
