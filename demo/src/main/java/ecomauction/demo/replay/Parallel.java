package ecomauction.demo.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/// Runs a step for many items at once, each on a virtual thread, so many at a time.
record Parallel(int atATime) {

    <T, R> List<R> map(List<T> items, Function<T, R> step) throws InterruptedException {
        var permits = new Semaphore(atATime);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<R>>(items.size());
            for (var item : items) {
                permits.acquire();
                running.add(
                        threads.submit(() -> {
                            try {
                                return step.apply(item);
                            } finally {
                                permits.release();
                            }
                        }));
            }
            return resultsOf(running);
        }
    }

    private static <R> List<R> resultsOf(List<Future<R>> running) throws InterruptedException {
        var results = new ArrayList<R>(running.size());
        for (var future : running) {
            try {
                results.add(future.get());
            } catch (ExecutionException failure) {
                running.forEach(other -> other.cancel(true));
                throw new IllegalStateException(failure.getCause());
            }
        }
        return results;
    }
}
