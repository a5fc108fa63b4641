package ecomauction.planted.blocking.waiting;

import io.smallrye.mutiny.Uni;

class Await {
    int get(Uni<Integer> uni) {
        return uni.await().indefinitely();
    }
}

class Subscribe {
    void start(Uni<Integer> uni) {
        Runnable later = () -> uni.subscribe().with(ignored -> {});
        later.run();
    }
}

class Sleep {
    void nap() throws InterruptedException {
        Thread.sleep(1);
    }
}

class LockMethod {
    synchronized void enter() {}
}

class LockBlock {
    void enter() {
        Runnable inside =
                () -> {
                    synchronized (this) {
                        notifyAll();
                    }
                };
        inside.run();
    }
}

/// Allowed.
class PriceSocket {
    synchronized void push(Uni<Integer> price) {
        price.subscribe().with(ignored -> {});
    }
}
