package ecomauction.auction.listing.rules;

import ecomauction.auction.increments.rules.IncrementTable;
import ecomauction.contracts.auction.AuctionTerms.Format;
import org.jspecify.annotations.Nullable;

/// What a format asks of a listing beyond what all formats ask. A new format is a new record here;
/// the switch does not compile before it has one.
sealed interface FormatRules {

    static FormatRules of(Format format) {
        return switch (format) {
            case ENGLISH -> new English();
        };
    }

    /// Notes what is wrong.
    ///
    /// @param table null where it is not known yet
    void check(Listing listing, @Nullable IncrementTable table, Findings findings);

    /// Rising prices, a hidden reserve, a buy-now price, a soft close.
    record English() implements FormatRules {

        @Override
        public void check(Listing listing, @Nullable IncrementTable table, Findings findings) {
            var start = listing.startPrice().amount();
            var reserve = listing.reservePrice();
            if (reserve != null && reserve.amount() < start) {
                findings.add("reservePrice", "not below the start price");
            }
            var buyNow = listing.buyNowPrice();
            if (buyNow == null) {
                return;
            }
            if (reserve != null && buyNow.amount() < reserve.amount()) {
                findings.add("buyNowPrice", "not below the reserve");
            }
            var increment = table == null ? 1 : table.incrementAt(start);
            if (buyNow.amount() < start + increment) {
                findings.add(
                        "buyNowPrice",
                        "at least the start price plus one increment, " + (start + increment));
            }
        }
    }
}
