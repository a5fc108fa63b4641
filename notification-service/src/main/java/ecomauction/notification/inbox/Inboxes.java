package ecomauction.notification.inbox;

import ecomauction.notification.notices.NewsJson;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Each user's notices, and only the own ones.
@ApplicationScoped
class Inboxes {

    /// @param items newest first, up to one more than asked for
    record Listed(long unread, List<InboxItem> items) {}

    /// Counter and list come from one statement, so from one moment: they cannot disagree.
    private static final String LIST =
            """
            SELECT counter.unread, item.id, item.news, item.created_at, item.read_at
            FROM (SELECT count(*) AS unread FROM notice
                  WHERE user_id = $1 AND read_at IS NULL) counter
            LEFT JOIN LATERAL (
                SELECT id, news, created_at, read_at FROM notice
                WHERE user_id = $1
                  AND ($2::uuid IS NULL OR id < $2)
                  AND (NOT $3::boolean OR read_at IS NULL)
                ORDER BY id DESC LIMIT $4) item ON true
            ORDER BY item.id DESC
            """;

    private final Pool pool;
    private final NewsJson json;

    Inboxes(Pool pool, NewsJson json) {
        this.pool = pool;
        this.json = json;
    }

    Uni<Listed> list(String userId, boolean onlyUnread, @Nullable UUID before, int limit) {
        return pool.preparedQuery(LIST)
                .execute(Tuple.of(userId, before, onlyUnread, limit + 1))
                .map(rows -> {
                    var all = StreamSupport.stream(rows.spliterator(), false).toList();
                    var items =
                            all.stream()
                                    .filter(row -> row.getUUID("id") != null)
                                    .map(this::item)
                                    .toList();
                    return new Listed(all.getFirst().getLong("unread"), items);
                });
    }

    /// Whether there is such a notice. Read once, it keeps the time of that.
    Uni<Boolean> markRead(SqlConnection tx, String userId, UUID id) {
        return tx.preparedQuery(
                        """
                        UPDATE notice SET read_at = coalesce(read_at, now())
                        WHERE id = $1 AND user_id = $2
                        """)
                .execute(Tuple.of(id, userId))
                .map(rows -> rows.rowCount() == 1);
    }

    Uni<Void> markAllRead(SqlConnection tx, String userId) {
        return tx.preparedQuery(
                        """
                        UPDATE notice SET read_at = now() WHERE id IN (
                            SELECT id FROM notice WHERE user_id = $1 AND read_at IS NULL
                            ORDER BY id FOR UPDATE)
                        """)
                .execute(Tuple.of(userId))
                .replaceWithVoid();
    }

    Uni<Long> unread(SqlConnection tx, String userId) {
        return tx.preparedQuery(
                        "SELECT count(*) FROM notice WHERE user_id = $1 AND read_at IS NULL")
                .execute(Tuple.of(userId))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    private InboxItem item(Row row) {
        var readAt = row.getOffsetDateTime("read_at");
        return InboxItem.of(
                row.getUUID("id"),
                row.getOffsetDateTime("created_at").toInstant(),
                readAt == null ? null : readAt.toInstant(),
                json.read(row.getString("news")));
    }
}
