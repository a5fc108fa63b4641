package ecomauction.kit.outbox;

import java.time.Duration;
import java.util.ArrayDeque;

/// From which id on the relay reads, so that it need not step over all that it deleted since the
/// last vacuum.
///
/// Ids are given before the commit, so a lower one may show up after a higher one. What was passed
/// a while ago is not waited for; and now and then everything is read, should somebody have slept
/// in the middle of a transaction.
final class OutboxFloor {

    private static final long SETTLED_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long FROM_START_EVERY_NANOS = Duration.ofSeconds(5).toNanos();

    private final ArrayDeque<Passed> passed = new ArrayDeque<>();
    private long floor;
    private long lastFromStart = System.nanoTime();

    private record Passed(long id, long at) {}

    long now() {
        return at(System.nanoTime());
    }

    long at(long nanos) {
        while (!passed.isEmpty() && nanos - passed.getFirst().at() > SETTLED_NANOS) {
            floor = Math.max(floor, passed.removeFirst().id());
        }
        if (nanos - lastFromStart > FROM_START_EVERY_NANOS) {
            lastFromStart = nanos;
            return 0;
        }
        return floor;
    }

    void passed(long id) {
        passed(id, System.nanoTime());
    }

    void passed(long id, long nanos) {
        passed.addLast(new Passed(id, nanos));
    }
}
