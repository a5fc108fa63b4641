package ecomauction.bid.opening;

import ecomauction.bid.lot.Lot;
import ecomauction.bid.lot.LotTerms;
import ecomauction.bid.lot.Lots;
import ecomauction.contracts.auction.AuctionEvent.AuctionUpdated;
import ecomauction.contracts.auction.AuctionEvent.CancellationRequested;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;

/// What the seller wishes to change is decided here, under the lot's lock, since bids may have come
/// first.
@ApplicationScoped
class ChangeLot {

    private final Lots lots;
    private final OpenLot openLot;

    ChangeLot(Lots lots, OpenLot openLot) {
        this.lots = lots;
        this.openLot = openLot;
    }

    Uni<Void> update(SqlConnection tx, AuctionUpdated wish) {
        return underLock(
                tx,
                wish.auctionId(),
                (lot, now) ->
                        openLot.termsOf(tx, lot.rules().seller(), wish.terms())
                                .chain(terms -> change(tx, lot, terms, wish.revision(), now)));
    }

    private Uni<Void> change(
            SqlConnection tx, Lot lot, LotTerms terms, long revision, Instant now) {
        var termsSeq = lot.termsSeq();
        lot.changeTerms(terms, revision, now);
        return lots.saveWithTerms(tx, lot, termsSeq);
    }

    Uni<Void> cancel(SqlConnection tx, CancellationRequested wish) {
        return underLock(
                tx,
                wish.auctionId(),
                (lot, now) -> {
                    lot.cancel(wish.revision(), wish.byOperator(), now);
                    return lots.save(tx, List.of(lot));
                });
    }

    private Uni<Void> underLock(
            SqlConnection tx, UUID id, BiFunction<Lot, Instant, Uni<Void>> act) {
        return lots.underLock(tx, id, (lot, now) -> act.apply(lot, now).replaceWith(true))
                .map(Optional::isPresent)
                .onItem()
                .transformToUni(known ->
                        known
                                ? Uni.createFrom().voidItem()
                                : Uni.createFrom()
                                        .failure(new IllegalStateException("No such lot: " + id)));
    }
}
