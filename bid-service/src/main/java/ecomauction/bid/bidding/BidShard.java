package ecomauction.bid.bidding;

import ecomauction.bid.gathering.Gathering;
import ecomauction.kit.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.pgclient.PgConnectOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One queue of bids, one connection, one batch at a time.
///
/// While a batch commits, the next one gathers: an idle shard answers at once, a busy one commits
/// many bids together, and there is no timer to tune.
final class BidShard {

    private static final long IMPATIENT_EVERY_MILLIS = 500;

    private final Gathering<PendingBid> bids;
    private final BidBatch batch;
    private final Vertx vertx;
    private final PgConnectOptions database;
    private final BiddingConfig config;

    // Touched by the shard's context alone.
    private @Nullable PgConnection connection;

    BidShard(BidBatch batch, Vertx vertx, PgConnectOptions database, BiddingConfig config) {
        this.batch = batch;
        this.vertx = vertx;
        this.database = database;
        this.config = config;
        this.bids =
                new Gathering<>(vertx, config.queue(), config.batch(), this::decide, this::giveUp);
        // One timer for all, rather than one that is set and cancelled for each bid.
        vertx.setPeriodic(
                IMPATIENT_EVERY_MILLIS, tick -> bids.onContext(this::refuseThoseWhoWaitTooLong));
    }

    void offer(PendingBid bid) {
        if (!bids.offer(bid)) {
            bid.answer()
                    .completeExceptionally(
                            Problem.unavailable("Too many bids are waiting; try again."));
        }
    }

    int size() {
        return bids.size();
    }

    private Uni<Void> decide(List<PendingBid> together) {
        return connect().chain(to -> batch.decide(to, together));
    }

    /// The database hangs. What is at work may still be committed: the callers ask again with the
    /// same Idempotency-Key.
    private void refuseThoseWhoWaitTooLong() {
        var since = System.nanoTime() - config.patience().toNanos();
        bids.atWork().stream().filter(bid -> bid.since() - since < 0).forEach(BidShard::refuse);
        bids.removeWhile(bid -> bid.since() - since < 0).forEach(BidShard::refuse);
    }

    private static void refuse(PendingBid bid) {
        bid.answer()
                .completeExceptionally(Problem.unavailable("The bid waits too long; ask again."));
    }

    private Uni<PgConnection> connect() {
        var open = connection;
        if (open != null) {
            return Uni.createFrom().item(open);
        }
        return PgConnection.connect(vertx, database).invoke(this::use);
    }

    private void use(PgConnection opened) {
        connection = opened;
        opened.closeHandler(() -> forget(opened));
    }

    /// A late word of an old connection must not take the new one away.
    @SuppressWarnings("ReferenceEquality")
    private void forget(PgConnection closed) {
        if (connection == closed) {
            connection = null;
        }
    }

    /// Whether the bids were committed is not known: the callers ask again with the same
    /// Idempotency-Key.
    private void giveUp(List<PendingBid> together, Throwable outage) {
        together.forEach(bid -> bid.answer().completeExceptionally(outage));
        var suspect = connection;
        connection = null;
        if (suspect != null) {
            suspect.closeAndForget();
        }
    }
}
