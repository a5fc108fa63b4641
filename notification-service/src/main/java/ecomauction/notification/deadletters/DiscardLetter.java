package ecomauction.notification.deadletters;

import ecomauction.kit.idempotency.Answer;
import ecomauction.kit.identity.Caller;
import ecomauction.notification.deadletters.Letter.State;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Leaves it at that: the letter stays to be read, and is never tried again.
@ApplicationScoped
class DiscardLetter {

    private final OpenLetter openLetter;
    private final Acts acts;

    DiscardLetter(OpenLetter openLetter, Acts acts) {
        this.openLetter = openLetter;
        this.acts = acts;
    }

    Uni<Answer> handle(SqlConnection tx, UUID id, Caller caller, @Nullable String reason) {
        return openLetter.moveTo(
                State.DISCARDED,
                tx,
                id,
                letter -> acts.record(tx, id, Acts.Kind.DISCARD, caller, reason));
    }
}
