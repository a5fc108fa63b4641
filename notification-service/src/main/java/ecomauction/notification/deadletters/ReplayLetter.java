package ecomauction.notification.deadletters;

import ecomauction.kit.idempotency.Answer;
import ecomauction.kit.identity.Caller;
import ecomauction.kit.outbox.Outbox;
import ecomauction.notification.deadletters.Letter.State;
import ecomauction.notification.delivery.RequeueMessage;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/// Tries again. An event goes back to its topic as it was, id included: whoever has handled it
/// ignores it, the group that failed handles it. A message goes back to its queue.
@ApplicationScoped
class ReplayLetter {

    private final OpenLetter openLetter;
    private final Outbox outbox;
    private final RequeueMessage requeueMessage;
    private final Acts acts;

    ReplayLetter(OpenLetter openLetter, Outbox outbox, RequeueMessage requeueMessage, Acts acts) {
        this.openLetter = openLetter;
        this.outbox = outbox;
        this.requeueMessage = requeueMessage;
        this.acts = acts;
    }

    Uni<Answer> handle(SqlConnection tx, UUID id, Caller caller) {
        return openLetter.moveTo(
                State.REPLAYED,
                tx,
                id,
                letter ->
                        replay(tx, letter)
                                .chain(() -> acts.record(tx, id, Acts.Kind.REPLAY, caller, null)));
    }

    private Uni<Void> replay(SqlConnection tx, Letter letter) {
        var delivery = letter.deliveryId();
        if (delivery != null) {
            return requeueMessage.handle(tx, delivery);
        }
        var summary = letter.summary();
        var message =
                new Outbox.Message(
                        summary.topic(), summary.key(), letter.headers(), letter.payload());
        return outbox.appendMessages(tx, List.of(message));
    }
}
