package ecomauction.bid.bidding;

import ecomauction.bid.lot.Bidder;
import ecomauction.contracts.Money;
import ecomauction.kit.idempotency.Idempotency;
import ecomauction.kit.outbox.Outbox;
import ecomauction.kit.tx.Database;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A bid goes into the queue of its lot's shard; the answer comes when its batch is committed.
@ApplicationScoped
class PlaceBid {

    private final List<BidShard> shards;

    PlaceBid(
            BidBatch batch,
            Vertx vertx,
            BiddingConfig config,
            MeterRegistry meters,
            Database database) {
        // A connection of its own per shard: a pooled one takes one statement at a time, this one a
        // whole batch.
        var options =
                database.options()
                        .setCachePreparedStatements(true)
                        .setPipeliningLimit(64)
                        .addProperty("lock_timeout", config.lockTimeout().toMillis() + "ms")
                        // A plan that fits empty tables must not stay until somebody analyzes them.
                        .addProperty("plan_cache_mode", "force_generic_plan")
                        .addProperty("enable_seqscan", "off");
        this.shards =
                Stream.generate(() -> new BidShard(batch, vertx, options, config))
                        .limit(config.shards())
                        .toList();
        meters.gauge("bids.waiting", shards, all -> all.stream().mapToInt(BidShard::size).sum());
    }

    Uni<Idempotency.Stored> handle(Command bid) {
        return Uni.createFrom().completionStage(() -> offer(bid));
    }

    CompletableFuture<Idempotency.Stored> offer(Command bid) {
        var answer = new CompletableFuture<Idempotency.Stored>();
        shardOf(bid.auctionId())
                .offer(
                        new PendingBid(
                                bid.auctionId(),
                                bid.bidder(),
                                bid.enteredBy(),
                                bid.max(),
                                bid.expectedSeq(),
                                bid.key(),
                                System.nanoTime(),
                                Outbox.currentTrace(),
                                answer));
        return answer;
    }

    private BidShard shardOf(UUID auctionId) {
        return shards.get(Math.floorMod(auctionId.hashCode(), shards.size()));
    }

    /// @param key null when the client sent none
    record Command(
            UUID auctionId,
            Bidder bidder,
            String enteredBy,
            Money max,
            @Nullable Long expectedSeq,
            Idempotency.@Nullable Key key) {}
}
