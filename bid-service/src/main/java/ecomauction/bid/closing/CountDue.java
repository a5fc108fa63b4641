package ecomauction.bid.closing;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/// How many lots end soon, and how many should have ended: what pods are scaled by before a surge,
/// and what must be zero.
@ApplicationScoped
class CountDue {

    /// Late is what no closer has taken a second after its drain; by the database's clock, as
    /// closing is.
    private static final String COUNT =
            """
            SELECT count(*) FILTER (WHERE ends_at >= now()) AS soon,
                   count(*) FILTER (WHERE ends_at < now()
                       - ($1::bigint + 1000) * interval '1 millisecond') AS late
            FROM lot WHERE status = 'OPEN' AND ends_at < now() + interval '5 minutes'
            """;

    private final Pool pool;
    private final ClosingConfig config;

    CountDue(Pool pool, ClosingConfig config) {
        this.pool = pool;
        this.config = config;
    }

    Uni<Due> handle() {
        return pool.preparedQuery(COUNT)
                .execute(Tuple.of(config.drain().toMillis()))
                .map(rows -> rows.iterator().next())
                .map(row -> new Due(row.getLong("soon"), row.getLong("late")));
    }

    /// @param soon within five minutes
    record Due(long soon, long late) {}
}
