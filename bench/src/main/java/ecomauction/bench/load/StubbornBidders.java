package ecomauction.bench.load;

import ecomauction.bench.load.BidClient.Answer;
import ecomauction.bench.load.BidClient.Bid;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Bids at a rate of their own, whatever the answers. A bid that fails is sent to the next replica
/// under the same key, until it is answered, as a good client does.
public final class StubbornBidders implements AutoCloseable {

    private static final int CONNECTIONS = 1_000;
    private static final long TICK_MILLIS = 10;
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;
    private static final int ONE_IN_REPEATS = 20;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final List<BidClient> replicas;
    private final RisingBids bids;
    private final double perSecond;
    private final long began = System.nanoTime();
    private final Promise<Void> ended = Promise.promise();

    // Touched by the event loop alone until it has ended.
    private final Tally tally = new Tally();
    private final Answers answers = new Answers();
    private final Map<String, Integer> errors = new TreeMap<>();
    private long sent;
    private long answered;
    private boolean ending;

    private volatile long lastAcknowledged = began;

    private StubbornBidders(
            List<Integer> ports, List<UUID> lots, List<String> tokens, double perSecond) {
        this.replicas =
                ports.stream().map(port -> new BidClient(vertx, port, CONNECTIONS)).toList();
        this.bids = new RisingBids(lots, tokens);
        this.perSecond = perSecond;
    }

    public static StubbornBidders start(
            List<Integer> ports, List<UUID> lots, List<String> tokens, double perSecond) {
        var bidders = new StubbornBidders(ports, lots, tokens, perSecond);
        bidders.vertx.runOnContext(start ->
                bidders.vertx.setPeriodic(TICK_MILLIS, timer -> bidders.sendWhatIsDue(timer)));
        return bidders;
    }

    private void sendWhatIsDue(long timer) {
        if (ending) {
            vertx.cancelTimer(timer);
            endIfAnswered();
            return;
        }
        for (var due = dueAt(sent); due - System.nanoTime() <= 0; due = dueAt(sent)) {
            var first = (int) (sent++ % replicas.size());
            untilAnswered(bids.next(), due, first, FIRST_PAUSE_MILLIS);
        }
    }

    private long dueAt(long number) {
        return began + (long) (number * 1e9 / perSecond);
    }

    private void untilAnswered(Bid bid, long due, int replica, long pause) {
        replicas.get(replica)
                .place(bid)
                .onSuccess(answer -> {
                    if (answer.status() < 500) {
                        note(bid, answer, due, replica);
                        return;
                    }
                    errors.merge(errorOf(answer), 1, Integer::sum);
                    var other = (replica + 1) % replicas.size();
                    var longer = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
                    vertx.setTimer(pause, again -> untilAnswered(bid, due, other, longer));
                });
    }

    private static String errorOf(Answer answer) {
        return answer.body().length() == 0 ? "no answer" : answer.status() + " " + answer.code();
    }

    private void note(Bid bid, Answer answer, long due, int replica) {
        tally.note(bid, answer, due);
        if (answer.status() == 201) {
            lastAcknowledged = System.nanoTime();
            answers.note(due, lastAcknowledged);
        }
        repeatSome(bid, answer, (replica + 1) % replicas.size())
                .onComplete(repeated -> {
                    answered++;
                    endIfAnswered();
                });
    }

    /// To another replica than the one that answered: it must say the same.
    private Future<?> repeatSome(Bid bid, Answer answer, int replica) {
        return ThreadLocalRandom.current().nextInt(ONE_IN_REPEATS) == 0
                ? replicas.get(replica)
                        .place(bid)
                        .onSuccess(again -> tally.noteRepeat(answer, again))
                : Future.succeededFuture();
    }

    private void endIfAnswered() {
        if (ending && answered == sent) {
            ended.tryComplete();
        }
    }

    /// When the last bid was acknowledged, by [System#nanoTime].
    public long lastAcknowledged() {
        return lastAcknowledged;
    }

    /// No new bids; waits until all are answered.
    ///
    /// @return bids that have no answer yet
    public long stop(Duration patience) {
        vertx.runOnContext(stop -> ending = true);
        try {
            ended.future()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException unanswered) {
            return sent - answered;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
        return 0;
    }

    public Tally tally() {
        return tally;
    }

    public Answers answers() {
        return answers;
    }

    /// Tries that failed and were made again, by what was seen.
    public Map<String, Integer> errors() {
        return errors;
    }

    @Override
    public void close() {
        replicas.forEach(BidClient::close);
        vertx.close();
    }
}
