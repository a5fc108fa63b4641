package ecomauction.bid.opening;

import ecomauction.bid.increments.IncrementTables;
import ecomauction.bid.lot.Lot;
import ecomauction.bid.lot.LotTerms;
import ecomauction.bid.lot.Lots;
import ecomauction.contracts.auction.AuctionEvent.AuctionPublished;
import ecomauction.contracts.auction.AuctionTerms;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;

/// A published auction comes under the hammer.
@ApplicationScoped
class OpenLot {

    private final Lots lots;
    private final IncrementTables increments;

    OpenLot(Lots lots, IncrementTables increments) {
        this.lots = lots;
        this.increments = increments;
    }

    Uni<Void> handle(SqlConnection tx, AuctionPublished auction) {
        return lots.read(tx, auction.auctionId())
                .chain(known ->
                        known.isPresent() ? Uni.createFrom().voidItem() : open(tx, auction));
    }

    private Uni<Void> open(SqlConnection tx, AuctionPublished auction) {
        return termsOf(tx, auction.seller(), auction.terms())
                .chain(terms -> lots.now(tx).map(now -> Lot.open(auction.auctionId(), terms, now)))
                .chain(lot -> lots.insert(tx, lot));
    }

    Uni<LotTerms> termsOf(SqlConnection tx, String seller, AuctionTerms terms) {
        return increments
                .find(tx, terms.incrementTable(), terms.incrementTableVersion())
                .map(table ->
                        LotTerms.of(
                                seller,
                                terms,
                                table.orElseThrow(() ->
                                        new IllegalArgumentException(
                                                "No increment table " + terms.incrementTable()))));
    }
}
