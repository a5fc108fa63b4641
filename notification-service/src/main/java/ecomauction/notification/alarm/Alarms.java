package ecomauction.notification.alarm;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/// What there is trouble with, and since when people know.
@ApplicationScoped
class Alarms {

    /// The clock is that of the transaction, so a row whose `told_at` is now was told just here.
    private static final String NOTE =
            """
            INSERT INTO alarm AS a (trouble, status, count) VALUES ($1, $2, $3)
            ON CONFLICT (trouble) DO UPDATE SET
                status = $2,
                count = CASE WHEN a.seen_at < now() - $4::bigint * interval '1 millisecond'
                    THEN $3 ELSE greatest(a.count, $3) END,
                told_at = CASE WHEN a.seen_at < now() - $4::bigint * interval '1 millisecond'
                    THEN now() ELSE a.told_at END,
                seen_at = now()
            RETURNING told_at, told_at = now() AS is_news
            """;

    private final AlarmSettings settings;

    Alarms(AlarmSettings settings) {
        this.settings = settings;
    }

    /// When it began, if it is news.
    Uni<Optional<Instant>> note(SqlConnection tx, Alert alert) {
        return tx.preparedQuery(NOTE)
                .execute(
                        Tuple.of(
                                alert.trouble(),
                                alert.status(),
                                alert.count(),
                                settings.quiet().toMillis()))
                .map(rows -> rows.iterator().next())
                .map(row ->
                        row.getBoolean("is_news")
                                ? Optional.of(row.getOffsetDateTime("told_at").toInstant())
                                : Optional.empty());
    }

    /// Silence begins when it is over. Of what nobody was told, the end is no news either.
    Uni<Void> end(SqlConnection tx, Alert alert) {
        return tx.preparedQuery("UPDATE alarm SET status = $2, seen_at = now() WHERE trouble = $1")
                .execute(Tuple.of(alert.trouble(), alert.status()))
                .replaceWithVoid();
    }
}
