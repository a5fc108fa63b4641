package ecomauction.bid.lot;

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

    private final Lots lots;
    private final Pool pool;

    ViewLot(Lots lots, Pool pool) {
        this.lots = lots;
        this.pool = pool;
    }

    Uni<Optional<LotView>> handle(UUID id, @Nullable String caller) {
        return lots.read(pool, id)
                .chain(lot ->
                        lot.isEmpty()
                                ? Uni.createFrom().item(Optional.empty())
                                : view(lot.get(), caller).map(Optional::of));
    }

    private Uni<LotView> view(Lot lot, @Nullable String caller) {
        return lots.now(pool)
                .chain(now ->
                        ownMax(lot, caller)
                                .map(max -> LotView.of(lot, now, caller, max.orElse(null))));
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
