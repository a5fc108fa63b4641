package ecomauction.bid.closing;

import ecomauction.bid.lot.Lot;
import ecomauction.bid.lot.Lots;
import ecomauction.kit.tx.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;

/// Hammers down what is due. Any number of replicas may do so at once: each takes what the others
/// have not locked.
@ApplicationScoped
class CloseLots {

    private final Lots lots;
    private final Transactions transactions;
    private final ClosingConfig config;

    CloseLots(Lots lots, Transactions transactions, ClosingConfig config) {
        this.lots = lots;
        this.transactions = transactions;
        this.config = config;
    }

    /// Answers how many lots it closed.
    Uni<Integer> handle() {
        return transactions.run(tx ->
                lots.lockDue(tx, config.drain().toMillis(), config.batch())
                        .chain(due -> close(tx, due.values())));
    }

    private Uni<Integer> close(SqlConnection tx, Collection<Lot> due) {
        return lots.now(tx)
                .invoke(now -> due.forEach(lot -> lot.close(now)))
                .chain(() -> lots.save(tx, due))
                .replaceWith(due.size());
    }
}
