package ecomauction.notification.audience;

import ecomauction.contracts.Money;
import ecomauction.contracts.bid.BidEvent.BidAccepted;
import ecomauction.contracts.bid.BidEvent.BidRetracted;
import ecomauction.contracts.bid.BidEvent.LotClosed;
import ecomauction.contracts.bid.BidEvent.LotExtended;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Lots as `bid.events` tells them. An event that is replayed late never undoes a newer one.
@ApplicationScoped
public class Lots {

    public Uni<Void> accept(SqlConnection tx, BidAccepted event) {
        return tx.preparedQuery(
                        """
                        INSERT INTO lot (auction_id, seq, leader, price, min_next, currency, ends_at)
                        VALUES ($1, $2, $3, $4, $5, $6, $7)
                        ON CONFLICT (auction_id) DO UPDATE
                        SET seq = excluded.seq, leader = excluded.leader, price = excluded.price,
                            min_next = excluded.min_next, currency = excluded.currency,
                            ends_at = excluded.ends_at
                        WHERE lot.seq < excluded.seq
                        """)
                .execute(
                        Tuple.from(
                                new Object[] {
                                    event.auctionId(),
                                    event.seq(),
                                    event.leader(),
                                    event.price().amount(),
                                    event.minNext().amount(),
                                    event.price().currency(),
                                    utc(event.endsAt())
                                }))
                .replaceWithVoid();
    }

    public Uni<Void> retract(SqlConnection tx, BidRetracted event) {
        var price = event.price();
        return tx.preparedQuery(
                        """
                        UPDATE lot SET seq = $2, leader = $3, price = $4, min_next = $5
                        WHERE auction_id = $1 AND seq < $2
                        """)
                .execute(
                        Tuple.of(
                                event.auctionId(),
                                event.seq(),
                                event.leader(),
                                price == null ? null : price.amount(),
                                event.minNext().amount()))
                .replaceWithVoid();
    }

    public Uni<Void> extend(SqlConnection tx, LotExtended event) {
        return tx.preparedQuery(
                        "UPDATE lot SET ends_at = $3, seq = $2 WHERE auction_id = $1 AND seq <= $2")
                .execute(Tuple.of(event.auctionId(), event.seq(), utc(event.endsAt())))
                .replaceWithVoid();
    }

    public Uni<Void> close(SqlConnection tx, LotClosed event) {
        return tx.preparedQuery(
                        """
                        INSERT INTO lot (auction_id, seq, outcome) VALUES ($1, $2, $3)
                        ON CONFLICT (auction_id) DO UPDATE
                        SET seq = excluded.seq, outcome = excluded.outcome
                        """)
                .execute(Tuple.of(event.auctionId(), event.seq(), event.outcome().name()))
                .replaceWithVoid();
    }

    public Uni<Lot> find(SqlConnection tx, UUID auctionId) {
        return tx.preparedQuery(
                        """
                        SELECT seq, leader, price, min_next, currency, ends_at, outcome
                        FROM lot WHERE auction_id = $1
                        """)
                .execute(Tuple.of(auctionId))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(Lots::lot)
                                .findFirst()
                                .orElse(Lot.UNKNOWN));
    }

    private static Lot lot(Row row) {
        var endsAt = row.getOffsetDateTime("ends_at");
        return new Lot(
                row.getLong("seq"),
                row.getString("leader"),
                money(row, "price"),
                money(row, "min_next"),
                endsAt == null ? null : endsAt.toInstant(),
                row.getString("outcome") != null);
    }

    private static @Nullable Money money(Row row, String column) {
        var amount = row.getLong(column);
        return amount == null ? null : new Money(amount, row.getString("currency"));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
