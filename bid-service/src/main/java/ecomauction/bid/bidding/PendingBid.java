package ecomauction.bid.bidding;

import ecomauction.bid.lot.Bidder;
import ecomauction.contracts.Money;
import ecomauction.kit.idempotency.Idempotency;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A bid that waits in a shard's queue, with the answer to come.
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
        CompletableFuture<Idempotency.Stored> answer) {}
