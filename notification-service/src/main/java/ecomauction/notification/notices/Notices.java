package ecomauction.notification.notices;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// The one place where a notice comes into being.
///
/// The inbox needs no queue: the row is the message, and it commits with the decision to tell. Only
/// what leaves the house is queued, as one delivery for each channel.
@ApplicationScoped
public class Notices {

    private static final String TELL =
            """
            WITH told AS (
                INSERT INTO notice (key, user_id, news)
                SELECT key, user_id, news
                FROM unnest($1::text[], $2::text[], $3::text[]) AS new (key, user_id, news)
                ON CONFLICT (key, user_id) DO NOTHING
                RETURNING id
            )
            INSERT INTO delivery (notice_id, channel) SELECT id, 'MAIL' FROM told
            """;

    private final NewsJson json;

    Notices(NewsJson json) {
        this.json = json;
    }

    public Uni<Void> tell(SqlConnection tx, List<Notice> notices) {
        if (notices.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery(TELL)
                .execute(
                        Tuple.of(
                                notices.stream().map(Notice::key).toArray(String[]::new),
                                notices.stream().map(Notice::userId).toArray(String[]::new),
                                notices.stream()
                                        .map(notice -> json.write(notice.news()))
                                        .toArray(String[]::new)))
                .replaceWithVoid();
    }
}
