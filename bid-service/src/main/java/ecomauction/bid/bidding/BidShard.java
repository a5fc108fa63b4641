package ecomauction.bid.bidding;

import ecomauction.kit.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Context;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.pgclient.PgConnectOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// One queue of bids, one connection, one batch at a time.
///
/// While a batch commits, the next one gathers: an idle shard answers at once, a busy one commits
/// many bids together, and there is no timer to tune.
final class BidShard {

    private static final long IMPATIENT_EVERY_MILLIS = 500;

    private final Queue<PendingBid> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicBoolean busy = new AtomicBoolean();
    private final BidBatch batch;
    private final Vertx vertx;
    private final Context context;
    private final PgConnectOptions database;
    private final BiddingConfig config;

    // Touched by the shard's context alone.
    private @Nullable PgConnection connection;
    private List<PendingBid> atWork = List.of();

    BidShard(BidBatch batch, Vertx vertx, PgConnectOptions database, BiddingConfig config) {
        this.batch = batch;
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.database = database;
        this.config = config;
        // One timer for all: one for each bid cost more than a tenth of the bid.
        vertx.setPeriodic(
                IMPATIENT_EVERY_MILLIS,
                tick -> context.runOnContext(this::refuseThoseWhoWaitTooLong));
    }

    void offer(PendingBid bid) {
        if (size.incrementAndGet() > config.queue()) {
            size.decrementAndGet();
            bid.caller().fail(Problem.unavailable("Too many bids are waiting; try again."));
            return;
        }
        waiting.add(bid);
        wake();
    }

    int size() {
        return size.get();
    }

    private void wake() {
        if (busy.compareAndSet(false, true)) {
            context.runOnContext(this::flush);
        }
    }

    private void flush() {
        var bids = take();
        if (bids.isEmpty()) {
            busy.set(false);
            if (!waiting.isEmpty()) {
                wake();
            }
            return;
        }
        atWork = bids;
        connect()
                .chain(to -> batch.decide(to, bids))
                .subscribe()
                .with(done -> flush(), outage -> giveUp(bids, outage));
    }

    /// The database hangs. What is at work may still be committed: the callers ask again with the
    /// same Idempotency-Key.
    private void refuseThoseWhoWaitTooLong() {
        var since = System.nanoTime() - config.patience().toNanos();
        atWork.stream().filter(bid -> bid.since() - since < 0).forEach(BidShard::refuse);
        for (var next = waiting.peek();
                next != null && next.since() - since < 0;
                next = waiting.peek()) {
            waiting.remove();
            size.decrementAndGet();
            refuse(next);
        }
    }

    private static void refuse(PendingBid bid) {
        bid.caller().fail(Problem.unavailable("The bid waits too long; ask again."));
    }

    private List<PendingBid> take() {
        var bids = new ArrayList<PendingBid>();
        while (bids.size() < config.batch()) {
            var next = waiting.poll();
            if (next == null) {
                break;
            }
            size.decrementAndGet();
            bids.add(next);
        }
        return bids;
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
    private void giveUp(List<PendingBid> bids, Throwable outage) {
        bids.forEach(bid -> bid.caller().fail(outage));
        var suspect = connection;
        connection = null;
        if (suspect != null) {
            suspect.closeAndForget();
        }
        flush();
    }
}
