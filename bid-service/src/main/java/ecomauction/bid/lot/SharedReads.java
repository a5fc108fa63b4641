package ecomauction.bid.lot;

import ecomauction.kit.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.mutiny.core.Context;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// One read for all who ask while the read before is under way.
///
/// Not a cache: every read begins after it was asked for, so nobody is shown what was true before,
/// on whichever replica they bid.
@ApplicationScoped
public class SharedReads {

    private static final int MOST_WAITING = 10_000;
    private static final int MOST_AT_ONCE = 1_000;

    private final Queue<Question> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicBoolean busy = new AtomicBoolean();
    private final Lots lots;
    private final Pool pool;
    private final Context context;

    SharedReads(Lots lots, Pool pool, Vertx vertx) {
        this.lots = lots;
        this.pool = pool;
        this.context = vertx.getOrCreateContext();
    }

    private record Question(UUID id, UniEmitter<? super Optional<Seen>> asker) {}

    /// @param at when it was seen, by the database's clock
    public record Seen(Lot lot, Instant at) {}

    /// As last committed; not for decisions.
    public Uni<Optional<Seen>> read(UUID id) {
        return Uni.createFrom().emitter(asker -> ask(new Question(id, asker)));
    }

    private void ask(Question question) {
        if (size.incrementAndGet() > MOST_WAITING) {
            size.decrementAndGet();
            question.asker().fail(Problem.unavailable("Too many are asking; try again."));
            return;
        }
        waiting.add(question);
        wake();
    }

    private void wake() {
        if (busy.compareAndSet(false, true)) {
            context.runOnContext(this::flush);
        }
    }

    private void flush() {
        var questions = take();
        if (questions.isEmpty()) {
            busy.set(false);
            if (!waiting.isEmpty()) {
                wake();
            }
            return;
        }
        answer(questions)
                .subscribe()
                .with(
                        done -> flush(),
                        outage -> {
                            questions.forEach(question -> question.asker().fail(outage));
                            flush();
                        });
    }

    private List<Question> take() {
        var questions = new ArrayList<Question>();
        while (questions.size() < MOST_AT_ONCE) {
            var next = waiting.poll();
            if (next == null) {
                break;
            }
            size.decrementAndGet();
            questions.add(next);
        }
        return questions;
    }

    private Uni<Void> answer(List<Question> questions) {
        return pool.withConnection(connection ->
                        lots.read(connection, questions.stream().map(Question::id).toList())
                                .chain(found ->
                                        lots.now(connection)
                                                .invoke(now -> tell(questions, found, now))))
                .replaceWithVoid();
    }

    private static void tell(List<Question> questions, Map<UUID, Lot> found, Instant now) {
        for (var question : questions) {
            question.asker()
                    .complete(
                            Optional.ofNullable(found.get(question.id()))
                                    .map(lot -> new Seen(lot, now)));
        }
    }
}
