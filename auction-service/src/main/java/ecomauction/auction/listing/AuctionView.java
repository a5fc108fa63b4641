package ecomauction.auction.listing;

import ecomauction.auction.listing.rules.Auction;
import ecomauction.auction.listing.rules.Status;
import ecomauction.contracts.Money;
import ecomauction.contracts.auction.AuctionTerms.BuyNowPolicy;
import ecomauction.contracts.auction.AuctionTerms.Format;
import ecomauction.contracts.auction.AuctionTerms.SoftClose;
import ecomauction.contracts.bid.BidEvent.LotClosed;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// An auction as everybody may see it. There is no reserve in here, nor who anybody is.
@Schema(name = "Auction")
public record AuctionView(
        UUID id,
        @Schema(description = "Subject of the seller's token") String seller,
        String title,
        String description,
        String category,
        Format format,
        Status status,
        Money startPrice,
        @Schema(description = "The standing price; null before the first bid")
                @Nullable Money price,
        @Schema(description = "The least that the next bid must offer; null if not known")
                @Nullable Money minNext,
        int bidCount,
        boolean hasReserve,
        boolean reserveMet,
        @Nullable Money buyNowPrice,
        @Nullable BuyNowPolicy buyNowPolicy,
        @Nullable Integer buyNowPercent,
        @Schema(description = "Null in a draft: at publication") @Nullable Instant startsAt,
        @Schema(description = "As the soft close has moved it") Instant endsAt,
        int extensions,
        @Nullable SoftClose softClose,
        @Nullable String incrementTable,
        @Schema(
                        description = "Increment table and version, settled at publication",
                        examples = "USD/1")
                @Nullable String ruleSet,
        @Schema(description = "Null until closed") LotClosed.@Nullable Outcome outcome,
        LotClosed.@Nullable Reason reason,
        @Schema(description = "Alias of the winner") @Nullable String winner,
        @Nullable Money hammerPrice,
        @Nullable Instant closedAt,
        @Nullable String cancelReason,
        @Nullable Instant publishedAt,
        @Schema(description = "Rises with each change of the listing; not with bids") long revision,
        Instant serverTime) {

    public static AuctionView of(Auction auction, Instant now) {
        var listing = auction.listing();
        var standing = auction.standing();
        var status = auction.statusAt(now);
        var end = auction.closing();
        var wish = auction.cancellation();
        return new AuctionView(
                auction.id(),
                auction.seller(),
                listing.title(),
                listing.description(),
                listing.category(),
                listing.format(),
                status,
                listing.startPrice(),
                auction.money(standing.price()),
                minNext(auction, status),
                standing.bidCount(),
                listing.reservePrice() != null,
                standing.reserveMet(),
                listing.buyNowPrice(),
                listing.buyNowPolicy(),
                listing.buyNowPercent(),
                listing.startsAt(),
                standing.endsAt(),
                standing.extensions(),
                listing.softClose(),
                listing.incrementTable(),
                auction.ruleSet(),
                outcome(status),
                end == null ? null : end.reason(),
                end == null ? null : end.winner(),
                end == null ? null : auction.money(end.hammerPrice()),
                end == null ? null : end.at(),
                wish == null ? null : wish.reason(),
                auction.publishedAt(),
                auction.revision(),
                now);
    }

    /// Changes with whatever this view shows but `serverTime`. Its first part is the revision,
    /// which is all that a change needs to have seen: bids in between do not make it stale.
    public static String etag(Auction auction, Instant now) {
        return "\"%d.%d.%s\""
                .formatted(auction.revision(), auction.standing().seq(), auction.statusAt(now));
    }

    private static @Nullable Money minNext(Auction auction, Status status) {
        return switch (status) {
            case DRAFT, SCHEDULED, OPEN, CANCELLING ->
                    auction.standing().bidCount() == 0
                            ? auction.listing().startPrice()
                            : auction.money(auction.standing().minNext());
            case CLOSING, SOLD, UNSOLD, CANCELLED -> null;
        };
    }

    private static LotClosed.@Nullable Outcome outcome(Status status) {
        return switch (status) {
            case SOLD -> LotClosed.Outcome.SOLD;
            case UNSOLD -> LotClosed.Outcome.UNSOLD;
            case CANCELLED -> LotClosed.Outcome.CANCELLED;
            case DRAFT, SCHEDULED, OPEN, CLOSING, CANCELLING -> null;
        };
    }
}
