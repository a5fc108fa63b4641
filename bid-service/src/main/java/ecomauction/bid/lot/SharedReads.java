package ecomauction.bid.lot;

import ecomauction.bid.gathering.Gathering;
import ecomauction.kit.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// One read for all who ask while the read before is under way.
///
/// Not a cache: every read begins after it was asked for, so nobody is shown what was true before,
/// on whichever replica they bid.
@ApplicationScoped
public class SharedReads {

    private static final int MOST_WAITING = 10_000;
    private static final int MOST_AT_ONCE = 1_000;

    private final Gathering<Question> questions;
    private final Lots lots;
    private final Pool pool;

    SharedReads(Lots lots, Pool pool, Vertx vertx) {
        this.lots = lots;
        this.pool = pool;
        this.questions =
                new Gathering<>(vertx, MOST_WAITING, MOST_AT_ONCE, this::answer, this::giveUp);
    }

    private record Question(UUID id, UniEmitter<? super Optional<Seen>> asker) {}

    /// @param at when it was seen, by the database's clock
    public record Seen(Lot lot, Instant at) {}

    /// As last committed; not for decisions.
    public Uni<Optional<Seen>> read(UUID id) {
        return Uni.createFrom().emitter(asker -> ask(new Question(id, asker)));
    }

    private void ask(Question question) {
        if (!questions.offer(question)) {
            question.asker().fail(Problem.unavailable("Too many are asking; try again."));
        }
    }

    /// Who came meanwhile waited for the same connection, and would only wait as long again.
    private void giveUp(List<Question> asked, Throwable outage) {
        asked.forEach(question -> question.asker().fail(outage));
        questions.removeWhile(waiting -> true).forEach(waiting -> waiting.asker().fail(outage));
    }

    private Uni<Void> answer(List<Question> asked) {
        return pool.withConnection(connection ->
                        lots.read(connection, asked.stream().map(Question::id).toList())
                                .chain(found ->
                                        lots.now(connection)
                                                .invoke(now -> tell(asked, found, now))))
                .replaceWithVoid();
    }

    private static void tell(List<Question> asked, Map<UUID, Lot> found, Instant now) {
        for (var question : asked) {
            question.asker()
                    .complete(
                            Optional.ofNullable(found.get(question.id()))
                                    .map(lot -> new Seen(lot, now)));
        }
    }
}
