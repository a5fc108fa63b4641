package ecomauction.auction.listing;

import ecomauction.auction.listing.rules.ListingOutcome;
import ecomauction.auction.listing.rules.ListingOutcome.Deleted;
import ecomauction.auction.listing.rules.Wish;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;

/// A seller throws a draft away. Nobody else has seen it, so nobody is told.
@ApplicationScoped
class DeleteDraft {

    private final Gate gate;
    private final Auctions auctions;

    DeleteDraft(Gate gate, Auctions auctions) {
        this.gate = gate;
        this.auctions = auctions;
    }

    public Uni<ListingOutcome> handle(SqlConnection tx, Wish wish) {
        return gate.pass(
                        tx,
                        wish,
                        found -> Uni.createFrom().item(found.auction().delete(found.now())))
                .call(outcome ->
                        outcome instanceof Deleted
                                ? auctions.delete(tx, wish.auctionId())
                                : Uni.createFrom().voidItem());
    }
}
