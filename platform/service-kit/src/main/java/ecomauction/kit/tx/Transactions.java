package ecomauction.kit.tx;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/// Runs work in one transaction: committed when its `Uni` completes, rolled back when it fails.
@ApplicationScoped
public class Transactions {

    private final Pool pool;

    public Transactions(Pool pool) {
        this.pool = pool;
    }

    /// A client that disconnects cancels its request; the emitter keeps that from reaching a
    /// transaction half-way.
    public <T> Uni<T> run(Function<SqlConnection, Uni<T>> work) {
        return Uni.createFrom()
                .emitter(caller ->
                        pool.withTransaction(work)
                                .subscribe()
                                .with(caller::complete, caller::fail));
    }
}
