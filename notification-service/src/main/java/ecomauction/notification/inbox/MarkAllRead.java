package ecomauction.notification.inbox;

import ecomauction.kit.idempotency.Answer;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;

/// A user has read everything that is there so far.
@ApplicationScoped
class MarkAllRead {

    private final Inboxes inboxes;

    MarkAllRead(Inboxes inboxes) {
        this.inboxes = inboxes;
    }

    Uni<Answer> handle(SqlConnection tx, String userId) {
        return inboxes.markAllRead(tx, userId)
                .chain(() -> inboxes.unread(tx, userId))
                .map(unread -> Answer.ok(new UnreadCount(unread)));
    }
}
