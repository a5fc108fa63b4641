package ecomauction.notification.inbox;

import ecomauction.kit.idempotency.Answer;
import ecomauction.kit.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/// A user has read a notice. Others' notices are not there.
@ApplicationScoped
class MarkRead {

    private final Inboxes inboxes;

    MarkRead(Inboxes inboxes) {
        this.inboxes = inboxes;
    }

    Uni<Answer> handle(SqlConnection tx, String userId, UUID id) {
        return inboxes.markRead(tx, userId, id)
                .chain(found ->
                        found
                                ? inboxes.unread(tx, userId)
                                        .map(unread -> Answer.ok(new UnreadCount(unread)))
                                : Uni.createFrom()
                                        .item(
                                                Answer.refused(
                                                        Problem.notFound(
                                                                "You have no such notice."))));
    }
}
