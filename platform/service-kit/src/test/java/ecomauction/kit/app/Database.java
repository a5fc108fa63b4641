package ecomauction.kit.app;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/// Looks into the small service's database.
@ApplicationScoped
public class Database {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Pool pool;

    Database(Pool pool) {
        this.pool = pool;
    }

    public RowSet<Row> query(String sql, Object... parameters) {
        return pool.preparedQuery(sql).execute(Tuple.wrap(parameters)).await().atMost(PATIENCE);
    }

    public long count(String sql, Object... parameters) {
        return query(sql, parameters).iterator().next().getLong(0);
    }
}
