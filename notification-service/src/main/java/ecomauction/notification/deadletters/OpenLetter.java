package ecomauction.notification.deadletters;

import ecomauction.kit.idempotency.Answer;
import ecomauction.kit.problem.Problem;
import ecomauction.notification.deadletters.Letter.State;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Every deed needs a letter that is still open: it is locked, dealt with, and moved on.
@ApplicationScoped
class OpenLetter {

    private final Letters letters;

    OpenLetter(Letters letters) {
        this.letters = letters;
    }

    Uni<Answer> moveTo(State state, SqlConnection tx, UUID id, Function<Letter, Uni<Void>> deed) {
        return letters.lock(tx, id)
                .chain(found -> {
                    if (found.isEmpty()) {
                        return refuse(Problem.notFound("There is no such dead letter."));
                    }
                    if (found.get().summary().state() != State.OPEN) {
                        return refuse(
                                Problem.conflict("NOT_OPEN", "This dead letter is dealt with.")
                                        .with("state", found.get().summary().state()));
                    }
                    return deed.apply(found.get())
                            .chain(() -> letters.move(tx, id, state))
                            .replaceWith(Answer.ok(new Moved(id, state)));
                });
    }

    private static Uni<Answer> refuse(Problem problem) {
        return Uni.createFrom().item(Answer.refused(problem));
    }

    @Schema(name = "DeadLetterMoved")
    record Moved(UUID id, State state) {}
}
