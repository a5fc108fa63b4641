package ecomauction.bench.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;

/// Begins things at a rate of its own, however long they take. Who takes the time from the moment
/// at which a thing was due does not forget those that had to wait before they could begin.
final class OpenLoop {

    /// As fine as this kernel gives it; Vert.x' timers take whole milliseconds.
    private static final long NAP_NANOS = 500_000;

    private final Vertx vertx;
    private final double perSecond;
    private final long total;
    private final LongFunction<Future<?>> thing;
    private final long began = System.nanoTime();
    private final Promise<Void> done = Promise.promise();
    private long ended;

    private OpenLoop(Vertx vertx, double perSecond, Duration time, LongFunction<Future<?>> thing) {
        this.vertx = vertx;
        this.perSecond = perSecond;
        this.total = (long) (perSecond * time.toNanos() / 1e9);
        this.thing = thing;
    }

    /// Returns when all have ended.
    ///
    /// @param thing begins one, given when it was due by [System#nanoTime]; on one event loop
    /// @return how long all took together
    static Duration run(
            Vertx vertx, double perSecond, Duration time, LongFunction<Future<?>> thing) {
        var loop = new OpenLoop(vertx, perSecond, time, thing);
        loop.pace();
        await(loop.done.future());
        return Duration.ofNanos(System.nanoTime() - loop.began);
    }

    private void pace() {
        var context = vertx.getOrCreateContext();
        long sent = 0;
        while (sent < total) {
            var from = sent;
            var to = Math.min(total, (long) ((System.nanoTime() - began) * perSecond / 1e9));
            if (to > from) {
                context.runOnContext(now -> begin(from, to));
                sent = to;
            }
            LockSupport.parkNanos(NAP_NANOS);
        }
    }

    private void begin(long from, long to) {
        for (long i = from; i < to; i++) {
            thing.apply(began + (long) (i * 1e9 / perSecond)).onComplete(end -> countDown());
        }
    }

    private void countDown() {
        if (++ended == total) {
            done.complete();
        }
    }

    static void await(Future<?> future) {
        try {
            future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The load did not end", e);
        }
    }
}
