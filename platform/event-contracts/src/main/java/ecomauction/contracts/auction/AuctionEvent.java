package ecomauction.contracts.auction;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Topic `auction.events`: a listing's life, as auction-service tells it. Key: auctionId; sequence:
/// revision.
public sealed interface AuctionEvent {

    UUID auctionId();

    /// Rises by one with each change of the listing.
    long revision();

    /// @param seller the subject of the seller's token
    record AuctionPublished(
            UUID auctionId,
            long revision,
            String seller,
            String title,
            String category,
            AuctionTerms terms,
            Instant at)
            implements AuctionEvent {}

    /// The listing changed. New terms are a wish until bid-service has judged them: it answers
    /// `UpdateRefused` if a bid came first.
    record AuctionUpdated(
            UUID auctionId,
            long revision,
            String title,
            String category,
            AuctionTerms terms,
            Instant at)
            implements AuctionEvent {}

    /// The seller or an operator wishes to end the auction; bid-service answers with `LotClosed`.
    record CancellationRequested(
            UUID auctionId, long revision, boolean byOperator, @Nullable String reason, Instant at)
            implements AuctionEvent {}

    /// The auction is cancelled, finally.
    record AuctionCancelled(UUID auctionId, long revision, @Nullable String reason, Instant at)
            implements AuctionEvent {}
}
