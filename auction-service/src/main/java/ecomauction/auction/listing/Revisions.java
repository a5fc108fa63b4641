package ecomauction.auction.listing;

import ecomauction.auction.listing.rules.Auction;
import ecomauction.auction.listing.rules.Listing;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/// The revisions of listings that went out to others.
@ApplicationScoped
class Revisions {

    private final Auctions auctions;

    Revisions(Auctions auctions) {
        this.auctions = auctions;
    }

    /// @param restores whether it takes back a refused one
    Uni<Void> append(SqlConnection tx, Auction auction, boolean restores) {
        return tx.preparedQuery(
                        "INSERT INTO revision (auction_id, revision, listing, restores)"
                                + " VALUES ($1, $2, $3::text::jsonb, $4)")
                .execute(
                        Tuple.of(
                                auction.id(),
                                auction.revision(),
                                auctions.write(auction.listing()),
                                restores))
                .replaceWithVoid();
    }

    /// False if there is no such revision, if it was refused before, or if it was itself made to
    /// take another back.
    Uni<Boolean> refuse(SqlConnection tx, UUID auctionId, long revision) {
        return tx.preparedQuery(
                        "UPDATE revision SET refused = true"
                                + " WHERE auction_id = $1 AND revision = $2"
                                + " AND NOT refused AND NOT restores")
                .execute(Tuple.of(auctionId, revision))
                .map(rows -> rows.rowCount() == 1);
    }

    /// The one before that nobody refused.
    Uni<Optional<Listing>> before(SqlConnection tx, UUID auctionId, long revision) {
        return tx.preparedQuery(
                        "SELECT listing::text AS listing FROM revision"
                                + " WHERE auction_id = $1 AND revision < $2 AND NOT refused"
                                + " ORDER BY revision DESC LIMIT 1")
                .execute(Tuple.of(auctionId, revision))
                .map(rows ->
                        rows.stream()
                                .findFirst()
                                .map(row -> auctions.listing(row.getString("listing"))));
    }
}
