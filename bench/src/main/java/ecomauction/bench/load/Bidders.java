package ecomauction.bench.load;

import ecomauction.bench.load.BidClient.Bid;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/// Bids on some lots, by one event loop.
public final class Bidders implements AutoCloseable {

    private static final int ONE_IN_REPEATS = 100;
    private static final int MOST_CONNECTIONS = 512;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final RisingBids bids;

    /// One for all loads: who measures waits does not mean those for new connections.
    private final BidClient client;

    public Bidders(int port, List<UUID> lots, List<String> tokens) {
        this.bids = new RisingBids(lots, tokens);
        this.client = new BidClient(vertx, port, MOST_CONNECTIONS);
    }

    /// As many bids as get through: each connection bids again once it is answered.
    public Tally asFastAsPossible(int connections, Duration time) {
        var tally = new Tally();
        var began = System.nanoTime();
        var until = began + time.toNanos();
        var done = Promise.<Void>promise();
        vertx.runOnContext(start -> {
            var left = new int[] {connections};
            for (int i = 0; i < connections; i++) {
                bidUntil(until, tally)
                        .onComplete(end -> {
                            if (--left[0] == 0) {
                                done.complete();
                            }
                        });
            }
        });
        OpenLoop.await(done.future());
        tally.took(Duration.ofNanos(System.nanoTime() - began));
        return tally;
    }

    private Future<Void> bidUntil(long until, Tally tally) {
        var ended = Promise.<Void>promise();
        bidAgain(until, tally, ended);
        return ended.future();
    }

    private void bidAgain(long until, Tally tally, Promise<Void> ended) {
        var now = System.nanoTime();
        if (now >= until) {
            ended.complete();
            return;
        }
        placeAndCheck(bids.next(), tally, now)
                .onComplete(answered -> bidAgain(until, tally, ended));
    }

    /// One bid in a hundred is sent again under its key.
    private Future<?> placeAndCheck(Bid bid, Tally tally, long since) {
        return client.place(bid)
                .compose(answer -> {
                    tally.note(bid, answer, since);
                    return ThreadLocalRandom.current().nextInt(ONE_IN_REPEATS) == 0
                                    && answer.status() < 500
                            ? client.place(bid).onSuccess(again -> tally.noteRepeat(answer, again))
                            : Future.succeededFuture(answer);
                });
    }

    /// At a rate of its own, however slow the answers are: latency counts from the moment at which
    /// a bid was due.
    public Tally at(double perSecond, Duration time) {
        var tally = new Tally();
        tally.took(
                OpenLoop.run(
                        vertx, perSecond, time, due -> placeAndCheck(bids.next(), tally, due)));
        return tally;
    }

    @Override
    public void close() {
        client.close();
        vertx.close();
    }
}
