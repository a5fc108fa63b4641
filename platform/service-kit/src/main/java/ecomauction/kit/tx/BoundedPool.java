package ecomauction.kit.tx;

import static java.util.Objects.requireNonNull;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A request that finds no free connection is refused after some seconds, with 503, instead of
/// Vert.x' half a minute; Quarkus has no setting for it.
@ApplicationScoped
class BoundedPool implements PgPoolCreator {

    private static final int LONGEST_WAIT_SECONDS = 5;

    private volatile @Nullable PgConnectOptions database;

    @Override
    public Pool create(Input input) {
        database = input.pgConnectOptionsList().getFirst();
        var options =
                input.poolOptions()
                        .setConnectionTimeout(LONGEST_WAIT_SECONDS)
                        .setConnectionTimeoutUnit(TimeUnit.SECONDS);
        return PgBuilder.pool()
                .with(options)
                .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
                .using(input.vertx())
                .build();
    }

    PgConnectOptions database() {
        return new PgConnectOptions(requireNonNull(database, "the pool is not made yet"));
    }
}
