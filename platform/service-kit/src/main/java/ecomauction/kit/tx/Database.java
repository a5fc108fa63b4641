package ecomauction.kit.tx;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import jakarta.enterprise.context.ApplicationScoped;

/// The database as the pool reaches it, address, password and TLS, for who needs a connection of
/// its own.
@ApplicationScoped
public class Database {

    private final Pool pool;
    private final BoundedPool made;

    Database(Pool pool, BoundedPool made) {
        this.pool = pool;
        this.made = made;
    }

    public PgConnectOptions options() {
        // The pool is made when it is first asked something.
        pool.size();
        return made.database();
    }
}
