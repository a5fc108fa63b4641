package ecomauction.bid.bidding;

import ecomauction.bid.lot.Bidder;
import ecomauction.contracts.Money;
import ecomauction.kit.idempotency.Idempotency;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A bid that waits in a shard's queue, with whom to answer.
///
/// @param since by [System#nanoTime]
/// @param trace of the request that brought it
record PendingBid(
        UUID auctionId,
        Bidder bidder,
        String enteredBy,
        Money max,
        @Nullable Long expectedSeq,
        Idempotency.@Nullable Key key,
        long since,
        @Nullable String trace,
        UniEmitter<? super Idempotency.Stored> caller) {}
