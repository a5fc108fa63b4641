package ecomauction.bid.lot;

import ecomauction.bid.lot.SharedReads.Seen;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A lot as last committed, with what is the caller's own.
@ApplicationScoped
class ViewLot {

    private final SharedReads reads;
    private final Pool pool;

    ViewLot(SharedReads reads, Pool pool) {
        this.reads = reads;
        this.pool = pool;
    }

    Uni<Optional<LotView>> handle(UUID id, @Nullable String caller) {
        return reads.read(id)
                .chain(seen ->
                        seen.isEmpty()
                                ? Uni.createFrom().item(Optional.empty())
                                : view(seen.get(), caller).map(Optional::of));
    }

    private Uni<LotView> view(Seen seen, @Nullable String caller) {
        return ownMax(seen.lot(), caller)
                .map(max -> LotView.of(seen.lot(), seen.at(), caller, max.orElse(null)));
    }

    /// A bidder's maxima only rise, so the latest one that counts is the highest.
    private Uni<Optional<Long>> ownMax(Lot lot, @Nullable String caller) {
        if (caller == null) {
            return Uni.createFrom().item(Optional.empty());
        }
        if (caller.equals(lot.state().leader())) {
            return Uni.createFrom().item(Optional.of(lot.state().max()));
        }
        return pool.preparedQuery(
                        """
                        SELECT amount FROM bid_log
                        WHERE auction_id = $1 AND bidder = $2
                          AND kind IN ('FIRST', 'LEADING', 'COUNTERED', 'RAISED')
                          AND NOT seq IN (SELECT unnest(retracts) FROM bid_log WHERE auction_id = $1 AND retracts IS NOT NULL)
                        ORDER BY seq DESC LIMIT 1
                        """)
                .execute(Tuple.of(lot.id(), caller))
                .map(rows ->
                        rows.size() == 0
                                ? Optional.empty()
                                : Optional.of(rows.iterator().next().getLong(0)));
    }
}
