package ecomauction.planted.transactions.closing;

import ecomauction.kit.tx.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;

class OpenByPool {
    Uni<Integer> open(Pool pool) {
        return pool.withTransaction(tx -> Uni.createFrom().item(1));
    }
}

class OpenByHand {
    Uni<Transaction> open(Uni<SqlConnection> connection) {
        return connection.chain(SqlConnection::begin);
    }
}

class ClosingJob {
    void close(Transactions transactions) {
        transactions.run();
    }
}

class LotResource {
    Uni<Integer> get(Pool pool) {
        return pool.query("select 1").execute().map(rows -> rows.size());
    }
}

/// Allowed.
class CloseLot {
    public Uni<Integer> handle(Transactions transactions) {
        transactions.run();
        return Uni.createFrom().item(1);
    }
}
