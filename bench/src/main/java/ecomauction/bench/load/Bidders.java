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

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final int port;
    private final RisingBids bids;

    public Bidders(int port, List<UUID> lots, List<String> tokens) {
        this.port = port;
        this.bids = new RisingBids(lots, tokens);
    }

    /// As many bids as get through: each connection bids again once it is answered.
    public Tally asFastAsPossible(int connections, Duration time) {
        var tally = new Tally();
        var client = new BidClient(vertx, port, connections);
        var began = System.nanoTime();
        var until = began + time.toNanos();
        var done = Promise.<Void>promise();
        vertx.runOnContext(start -> {
            var left = new int[] {connections};
            for (int i = 0; i < connections; i++) {
                bidUntil(until, client, tally)
                        .onComplete(end -> {
                            if (--left[0] == 0) {
                                done.complete();
                            }
                        });
            }
        });
        OpenLoop.await(done.future());
        tally.took(Duration.ofNanos(System.nanoTime() - began));
        client.close();
        return tally;
    }

    private Future<Void> bidUntil(long until, BidClient client, Tally tally) {
        var ended = Promise.<Void>promise();
        bidAgain(until, client, tally, ended);
        return ended.future();
    }

    private void bidAgain(long until, BidClient client, Tally tally, Promise<Void> ended) {
        var now = System.nanoTime();
        if (now >= until) {
            ended.complete();
            return;
        }
        placeAndCheck(bids.next(), client, tally, now)
                .onComplete(answered -> bidAgain(until, client, tally, ended));
    }

    /// One bid in a hundred is sent again under its key.
    private Future<?> placeAndCheck(Bid bid, BidClient client, Tally tally, long since) {
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
    public Tally at(double perSecond, Duration time, int connections) {
        var tally = new Tally();
        var client = new BidClient(vertx, port, connections);
        tally.took(
                OpenLoop.run(
                        vertx,
                        perSecond,
                        time,
                        due -> placeAndCheck(bids.next(), client, tally, due)));
        client.close();
        return tally;
    }

    @Override
    public void close() {
        vertx.close();
    }
}
