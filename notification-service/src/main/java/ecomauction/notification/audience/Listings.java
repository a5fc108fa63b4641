package ecomauction.notification.audience;

import ecomauction.contracts.auction.AuctionEvent.AuctionPublished;
import ecomauction.contracts.auction.AuctionEvent.AuctionUpdated;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/// Listings as `auction.events` tells them. An event that is replayed late never undoes a newer
/// one.
@ApplicationScoped
public class Listings {

    public Uni<Void> publish(SqlConnection tx, AuctionPublished event) {
        return tx.preparedQuery(
                        """
                        INSERT INTO listing (auction_id, revision, seller, title)
                        VALUES ($1, $2, $3, $4)
                        ON CONFLICT (auction_id) DO NOTHING
                        """)
                .execute(
                        Tuple.of(
                                event.auctionId(), event.revision(), event.seller(), event.title()))
                .replaceWithVoid();
    }

    public Uni<Void> rename(SqlConnection tx, AuctionUpdated event) {
        return tx.preparedQuery(
                        """
                        UPDATE listing SET revision = $2, title = $3
                        WHERE auction_id = $1 AND revision < $2
                        """)
                .execute(Tuple.of(event.auctionId(), event.revision(), event.title()))
                .replaceWithVoid();
    }

    public Uni<Optional<Listing>> find(SqlConnection tx, UUID auctionId) {
        return tx.preparedQuery("SELECT seller, title FROM listing WHERE auction_id = $1")
                .execute(Tuple.of(auctionId))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(row ->
                                        new Listing(
                                                row.getString("seller"), row.getString("title")))
                                .findFirst());
    }
}
