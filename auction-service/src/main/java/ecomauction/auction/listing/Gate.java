package ecomauction.auction.listing;

import ecomauction.auction.listing.Auctions.Found;
import ecomauction.auction.listing.rules.ListingOutcome;
import ecomauction.auction.listing.rules.ListingOutcome.Unknown;
import ecomauction.auction.listing.rules.Wish;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/// Locks an auction for whoever may act on it.
@ApplicationScoped
class Gate {

    private final Auctions auctions;

    Gate(Auctions auctions) {
        this.auctions = auctions;
    }

    Uni<ListingOutcome> pass(
            SqlConnection tx, Wish wish, Function<Found, Uni<ListingOutcome>> decide) {
        return auctions.lock(tx, wish.auctionId())
                .chain(found ->
                        found.isEmpty()
                                ? Uni.createFrom().item(new Unknown())
                                : passTo(found.get(), wish, decide));
    }

    private static Uni<ListingOutcome> passTo(
            Found found, Wish wish, Function<Found, Uni<ListingOutcome>> decide) {
        var refusal = found.auction().refusal(wish);
        return refusal.isPresent() ? Uni.createFrom().item(refusal.get()) : decide.apply(found);
    }
}
