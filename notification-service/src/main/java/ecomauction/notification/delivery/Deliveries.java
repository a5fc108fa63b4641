package ecomauction.notification.delivery;

import ecomauction.notification.delivery.NextStep.TryAgain;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/// The queue of what leaves the house.
@ApplicationScoped
class Deliveries {

    /// A message in a worker's hands.
    ///
    /// @param leasedUntil by the database's clock
    /// @param news as JSON
    record Claimed(UUID id, int attempts, String userId, String news, OffsetDateTime leasedUntil) {}

    /// Committed before anything is sent, so a crash can only leave a row whose worker is gone, not
    /// a mail that nobody knows of. Such a row is due again when its lease ends.
    private static final String CLAIM =
            """
            UPDATE delivery d
            SET state = 'SENDING', due_at = now() + $2::bigint * interval '1 millisecond',
                changed_at = now()
            FROM notice n
            WHERE n.id = d.notice_id AND d.id = (
                SELECT id FROM delivery
                WHERE channel = $1 AND state IN ('QUEUED', 'SENDING') AND due_at <= now()
                ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING d.id, d.attempts, d.due_at, n.user_id, n.news
            """;

    private final Pool pool;
    private final DeliverySettings settings;

    Deliveries(Pool pool, DeliverySettings settings) {
        this.pool = pool;
        this.settings = settings;
    }

    Uni<Optional<Claimed>> claim(String channel) {
        return pool.preparedQuery(CLAIM)
                .execute(Tuple.of(channel, settings.lease().toMillis()))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(Deliveries::claimed)
                                .findFirst());
    }

    Uni<Void> markSent(UUID id) {
        return pool.preparedQuery(
                        "UPDATE delivery SET state = 'SENT', changed_at = now() WHERE id = $1")
                .execute(Tuple.of(id))
                .replaceWithVoid();
    }

    /// Only while the lease holds: afterwards the row is in another worker's hands.
    Uni<Void> queueAgain(Claimed message, TryAgain step) {
        return pool.preparedQuery(
                        """
                        UPDATE delivery
                        SET state = 'QUEUED', attempts = $2, last_error = $3, changed_at = now(),
                            due_at = now() + $4::bigint * interval '1 millisecond'
                        WHERE id = $1 AND state = 'SENDING' AND due_at = $5
                        """)
                .execute(
                        Tuple.of(
                                message.id(),
                                step.attempts(),
                                step.reason(),
                                step.pause().toMillis(),
                                message.leasedUntil()))
                .replaceWithVoid();
    }

    Uni<Void> markDead(SqlConnection tx, UUID id, String reason) {
        return tx.preparedQuery(
                        """
                        UPDATE delivery
                        SET state = 'DEAD', attempts = attempts + 1, last_error = $2,
                            changed_at = now()
                        WHERE id = $1
                        """)
                .execute(Tuple.of(id, reason))
                .replaceWithVoid();
    }

    Uni<Void> revive(SqlConnection tx, UUID id) {
        return tx.preparedQuery(
                        """
                        UPDATE delivery
                        SET state = 'QUEUED', attempts = 0, due_at = now(), changed_at = now()
                        WHERE id = $1 AND state = 'DEAD'
                        """)
                .execute(Tuple.of(id))
                .replaceWithVoid();
    }

    private static Claimed claimed(Row row) {
        return new Claimed(
                row.getUUID("id"),
                row.getInteger("attempts"),
                row.getString("user_id"),
                row.getString("news"),
                row.getOffsetDateTime("due_at"));
    }
}
