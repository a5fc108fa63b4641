package ecomauction.notification.audience;

import ecomauction.contracts.bid.PrivateBidEvent.Bidder;
import ecomauction.contracts.bid.PrivateBidEvent.BidderJoined;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/// Who bids on what: `bid.events` tells that an alias bids, `bid.private` tells who it is.
@ApplicationScoped
public class Bidders {

    /// Somebody who has bid, and since when.
    public record Participant(String userId, Instant joinedAt) {}

    public Uni<Void> noteAlias(SqlConnection tx, UUID auctionId, String alias) {
        return tx.preparedQuery(
                        "INSERT INTO alias (auction_id, alias) VALUES ($1, $2) ON CONFLICT DO NOTHING")
                .execute(Tuple.of(auctionId, alias))
                .replaceWithVoid();
    }

    public Uni<Void> join(SqlConnection tx, BidderJoined event) {
        return tx.preparedQuery(
                        """
                        INSERT INTO bidder (auction_id, alias, user_id, paddle, joined_at)
                        VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING
                        """)
                .execute(
                        Tuple.of(
                                event.auctionId(),
                                event.alias(),
                                event.bidder().userId(),
                                event.bidder().paddle(),
                                event.at().atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    public Uni<Optional<String>> aliasOf(SqlConnection tx, UUID auctionId, Bidder bidder) {
        return tx.preparedQuery(
                        """
                        SELECT alias FROM bidder
                        WHERE auction_id = $1 AND user_id = $2 AND paddle IS NOT DISTINCT FROM $3
                        """)
                .execute(Tuple.of(auctionId, bidder.userId(), bidder.paddle()))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(row -> row.getString("alias"))
                                .findFirst());
    }

    public Uni<List<Participant>> of(SqlConnection tx, UUID auctionId) {
        return tx.preparedQuery("SELECT user_id, joined_at FROM bidder WHERE auction_id = $1")
                .execute(Tuple.of(auctionId))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(row ->
                                        new Participant(
                                                row.getString("user_id"),
                                                row.getOffsetDateTime("joined_at").toInstant()))
                                .toList());
    }

    /// Whether it is known of every alias so far who that is; the two topics arrive independently.
    public Uni<Boolean> allKnown(SqlConnection tx, UUID auctionId) {
        return tx.preparedQuery(
                        """
                        SELECT NOT EXISTS (
                            SELECT FROM alias a
                            WHERE a.auction_id = $1 AND NOT EXISTS (
                                SELECT FROM bidder b
                                WHERE b.auction_id = a.auction_id AND b.alias = a.alias))
                        """)
                .execute(Tuple.of(auctionId))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }
}
