package ecomauction.bid.gathering;

import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.mutiny.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;

/// One batch at a time; while it is at work, the next one gathers. Who comes alone is served at
/// once, many are served together, and there is no timer to tune.
///
/// @param <T> what waits
public final class Gathering<T> {

    private final Queue<T> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicBoolean busy = new AtomicBoolean();
    private final Context context;
    private final int mostWaiting;
    private final int mostAtOnce;
    private final Function<List<T>, Uni<Void>> work;
    private final BiConsumer<List<T>, Throwable> giveUp;

    // Touched by the context alone.
    private List<T> atWork = List.of();

    /// @param giveUp hears of batches whose work failed
    public Gathering(
            Vertx vertx,
            int mostWaiting,
            int mostAtOnce,
            Function<List<T>, Uni<Void>> work,
            BiConsumer<List<T>, Throwable> giveUp) {
        // Whoever comes first must not see the work of all run in the name of that one request.
        this.context = VertxContext.getRootContext(vertx.getDelegate().getOrCreateContext());
        this.mostWaiting = mostWaiting;
        this.mostAtOnce = mostAtOnce;
        this.work = work;
        this.giveUp = giveUp;
    }

    /// From any thread; false if too many wait already.
    public boolean offer(T item) {
        if (size.incrementAndGet() > mostWaiting) {
            size.decrementAndGet();
            return false;
        }
        waiting.add(item);
        wake();
        return true;
    }

    /// How many wait, without those at work.
    public int size() {
        return size.get();
    }

    /// On the context only.
    public List<T> atWork() {
        return atWork;
    }

    /// Takes out those at the head of whom this is true. On the context, or while giving up.
    public List<T> removeWhile(Predicate<T> which) {
        var removed = new ArrayList<T>();
        for (var next = waiting.peek(); next != null && which.test(next); next = waiting.peek()) {
            waiting.remove();
            size.decrementAndGet();
            removed.add(next);
        }
        return removed;
    }

    /// Where all work begins.
    public void onContext(Runnable act) {
        context.runOnContext(now -> act.run());
    }

    private void wake() {
        if (busy.compareAndSet(false, true)) {
            onContext(this::flush);
        }
    }

    private void flush() {
        var batch = take();
        atWork = batch;
        if (batch.isEmpty()) {
            busy.set(false);
            if (!waiting.isEmpty()) {
                wake();
            }
            return;
        }
        Uni.createFrom()
                .deferred(() -> work.apply(batch))
                .subscribe()
                .with(
                        done -> flush(),
                        failure -> {
                            giveUp.accept(batch, failure);
                            flush();
                        });
    }

    private List<T> take() {
        var batch = new ArrayList<T>();
        while (batch.size() < mostAtOnce) {
            var next = waiting.poll();
            if (next == null) {
                break;
            }
            size.decrementAndGet();
            batch.add(next);
        }
        return batch;
    }
}
