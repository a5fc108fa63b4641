package ecomauction.contracts.bid;

import ecomauction.contracts.Money;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Topic `bid.private`: who is who, for the services that must reach people. Never a maximum. Key:
/// auctionId.
public sealed interface PrivateBidEvent {

    UUID auctionId();

    long seq();

    /// Somebody's first bid on this lot.
    record BidderJoined(UUID auctionId, long seq, Bidder bidder, String alias, Instant at)
            implements PrivateBidEvent {}

    /// This bidder led until now.
    record BidderOutbid(
            UUID auctionId,
            long seq,
            Bidder bidder,
            Money price,
            Money minNext,
            Instant endsAt,
            Instant at)
            implements PrivateBidEvent {}

    /// The leader raised the own maximum; nobody else is told.
    record BidRaised(UUID auctionId, long seq, Bidder bidder, Instant at)
            implements PrivateBidEvent {}

    record LotWon(UUID auctionId, long seq, Bidder winner, Money hammerPrice, Instant at)
            implements PrivateBidEvent {}

    record LotSold(
            UUID auctionId, long seq, String seller, Bidder winner, Money hammerPrice, Instant at)
            implements PrivateBidEvent {}

    /// @param userId the subject of the token: the bidder, or the clerk who entered the bid
    /// @param paddle set when a clerk bids for somebody in the room, on the telephone or absent
    record Bidder(String userId, @Nullable String paddle) {}
}
