package ecomauction.contracts.bid;

import ecomauction.contracts.Money;
import ecomauction.contracts.auction.AuctionTerms;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Topic `bid.events`: what anybody may know of a lot. Key: auctionId; sequence: seq. Bidders are
/// aliases.
public sealed interface BidEvent {

    Instant at();

    /// @param price the standing price after the decision
    /// @param minNext the least that the next bid must offer
    record BidAccepted(
            UUID auctionId,
            long seq,
            Kind kind,
            String bidder,
            String leader,
            Money price,
            Money minNext,
            int bidCount,
            boolean reserveMet,
            Instant endsAt,
            Instant at)
            implements BidEvent {

        public enum Kind {
            FIRST,
            LEADING,
            COUNTERED
        }
    }

    record LotExtended(UUID auctionId, long seq, Instant endsAt, int extensions, Instant at)
            implements BidEvent {}

    record ReserveMet(UUID auctionId, long seq, Money price, Instant at) implements BidEvent {}

    /// A bidder took bids back, or they were removed; the state is what the remaining bids give.
    ///
    /// @param price null when no bid is left
    record BidRetracted(
            UUID auctionId,
            long seq,
            String bidder,
            List<Long> retracted,
            @Nullable String leader,
            @Nullable Money price,
            Money minNext,
            int bidCount,
            boolean reserveMet,
            Instant at)
            implements BidEvent {}

    /// The one final word on a lot; published exactly once.
    ///
    /// @param reason why it ended so: `HAMMER`, `BUY_NOW`, `SOLD_BY_SELLER`, `NO_BIDS`,
    ///   `RESERVE_NOT_MET` or `CANCELLED`
    /// @param headHash the last hash of the lot's bid log, in hexadecimal
    record LotClosed(
            UUID auctionId,
            long seq,
            Outcome outcome,
            Reason reason,
            @Nullable String winner,
            @Nullable Money hammerPrice,
            int bidCount,
            String headHash,
            Instant at)
            implements BidEvent {

        public enum Outcome {
            SOLD,
            UNSOLD,
            CANCELLED
        }

        public enum Reason {
            HAMMER,
            BUY_NOW,
            SOLD_BY_SELLER,
            NO_BIDS,
            RESERVE_NOT_MET,
            CANCELLED
        }
    }

    /// A wish of the seller came too late: new terms after the first bid, or a cancellation that
    /// the rules forbid.
    ///
    /// @param revision the listing's revision that is refused
    /// @param terms the terms that stay in force
    record UpdateRefused(
            UUID auctionId, long revision, String reason, AuctionTerms terms, Instant at)
            implements BidEvent {}

    /// Key: name; sequence: version. A version never changes.
    record IncrementTablePublished(
            String name, int version, String currency, List<Tier> tiers, Instant at)
            implements BidEvent {

        /// From this price on, in minor units, the increment is this many minor units.
        public record Tier(long from, long increment) {}
    }
}
