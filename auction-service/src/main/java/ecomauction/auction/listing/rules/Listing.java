package ecomauction.auction.listing.rules;

import ecomauction.contracts.Money;
import ecomauction.contracts.auction.AuctionTerms;
import ecomauction.contracts.auction.AuctionTerms.BuyNowPolicy;
import ecomauction.contracts.auction.AuctionTerms.Format;
import ecomauction.contracts.auction.AuctionTerms.SoftClose;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A listing that obeys the rules. Its JSON reads as the body of a request, so that a change can be
/// merged into it.
///
/// @param startsAt null: at publication
/// @param incrementTable null: the default of the currency
public record Listing(
        String title,
        String description,
        String category,
        Format format,
        Money startPrice,
        @Nullable Money reservePrice,
        @Nullable Money buyNowPrice,
        @Nullable BuyNowPolicy buyNowPolicy,
        @Nullable Integer buyNowPercent,
        @Nullable Instant startsAt,
        Instant endsAt,
        @Nullable SoftClose softClose,
        @Nullable String incrementTable) {

    public String currency() {
        return startPrice.currency();
    }

    /// With everything settled that a draft may leave open.
    Listing settled(Instant now, String table) {
        var policy =
                buyNowPrice == null || buyNowPolicy != null
                        ? buyNowPolicy
                        : reservePrice == null
                                ? BuyNowPolicy.UNTIL_FIRST_BID
                                : BuyNowPolicy.UNTIL_RESERVE_MET;
        return new Listing(
                title,
                description,
                category,
                format,
                startPrice,
                reservePrice,
                buyNowPrice,
                policy,
                buyNowPercent,
                startsAt == null ? now : startsAt,
                endsAt,
                softClose,
                table);
    }

    /// Of a settled listing only.
    public AuctionTerms terms(int tableVersion) {
        return new AuctionTerms(
                format,
                startPrice,
                reservePrice,
                buyNowPrice,
                buyNowPolicy,
                buyNowPercent,
                Objects.requireNonNull(startsAt),
                endsAt,
                softClose,
                Objects.requireNonNull(incrementTable),
                tableVersion);
    }

    public Listing with(AuctionTerms terms) {
        return new Listing(
                title,
                description,
                category,
                terms.format(),
                terms.startPrice(),
                terms.reservePrice(),
                terms.buyNowPrice(),
                terms.buyNowPolicy(),
                terms.buyNowPercent(),
                terms.startsAt(),
                terms.endsAt(),
                terms.softClose(),
                terms.incrementTable());
    }

    /// The same but for what may change after the first bid.
    Listing withUnlocked(String newDescription, @Nullable Money newReserve) {
        return new Listing(
                title,
                newDescription,
                category,
                format,
                startPrice,
                newReserve,
                buyNowPrice,
                buyNowPolicy,
                buyNowPercent,
                startsAt,
                endsAt,
                softClose,
                incrementTable);
    }
}
