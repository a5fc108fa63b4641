package ecomauction.notification.audience;

import ecomauction.contracts.auction.AuctionEvent.AuctionPublished;
import ecomauction.contracts.auction.AuctionEvent.AuctionUpdated;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

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

    /// A reason that was given stays.
    public Uni<Void> noteReason(SqlConnection tx, UUID auctionId, @Nullable String reason) {
        return tx.preparedQuery(
                        """
                        UPDATE listing SET cancel_reason = coalesce(nullif(cancel_reason, ''), $2)
                        WHERE auction_id = $1
                        """)
                .execute(Tuple.of(auctionId, Objects.requireNonNullElse(reason, "")))
                .replaceWithVoid();
    }

    public Uni<Optional<Listing>> find(SqlConnection tx, UUID auctionId) {
        return tx.preparedQuery(
                        "SELECT seller, title, cancel_reason FROM listing WHERE auction_id = $1")
                .execute(Tuple.of(auctionId))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(row ->
                                        new Listing(
                                                row.getString("seller"),
                                                row.getString("title"),
                                                row.getString("cancel_reason")))
                                .findFirst());
    }
}
