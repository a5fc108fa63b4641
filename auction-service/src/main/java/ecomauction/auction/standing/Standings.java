package ecomauction.auction.standing;

import ecomauction.contracts.bid.BidEvent.BidAccepted;
import ecomauction.contracts.bid.BidEvent.BidRetracted;
import ecomauction.contracts.bid.BidEvent.LotClosed;
import ecomauction.contracts.bid.BidEvent.LotExtended;
import ecomauction.contracts.bid.BidEvent.ReserveMet;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/// What the bids have made of an auction.
///
/// What is older than what we know changes nothing. Events of one decision share its seq and tell
/// different parts of it, so an event of the same seq counts, in whatever order they come.
@ApplicationScoped
class Standings {

    Uni<Void> apply(SqlConnection tx, BidAccepted bid) {
        return update(
                tx,
                """
                UPDATE auction
                SET seq = $2, price = $3, min_next = $4, bid_count = $5, reserve_met = $6,
                    ends_at = $7
                WHERE id = $1 AND seq <= $2
                """,
                Tuple.of(
                                bid.auctionId(),
                                bid.seq(),
                                bid.price().amount(),
                                bid.minNext().amount(),
                                bid.bidCount(),
                                bid.reserveMet())
                        .addValue(OffsetDateTime.ofInstant(bid.endsAt(), ZoneOffset.UTC)));
    }

    /// Ends only move later, so even a late one tells something.
    Uni<Void> apply(SqlConnection tx, LotExtended extension) {
        return update(
                tx,
                """
                UPDATE auction
                SET seq = GREATEST(seq, $2), ends_at = GREATEST(ends_at, $3), extensions = $4
                WHERE id = $1 AND extensions < $4
                """,
                Tuple.of(
                        extension.auctionId(),
                        extension.seq(),
                        OffsetDateTime.ofInstant(extension.endsAt(), ZoneOffset.UTC),
                        extension.extensions()));
    }

    /// A lowered reserve can lift the price without a bid; the next minimum is then not known
    /// before the next one.
    Uni<Void> apply(SqlConnection tx, ReserveMet met) {
        return update(
                tx,
                """
                UPDATE auction
                SET seq = $2, price = $3, reserve_met = true,
                    min_next = CASE WHEN price = $3 THEN min_next END
                WHERE id = $1 AND seq <= $2
                """,
                Tuple.of(met.auctionId(), met.seq(), met.price().amount()));
    }

    Uni<Void> apply(SqlConnection tx, BidRetracted back) {
        var price = back.price();
        return update(
                tx,
                """
                UPDATE auction
                SET seq = $2, price = $3, min_next = $4, bid_count = $5, reserve_met = $6
                WHERE id = $1 AND seq <= $2
                """,
                Tuple.of(
                        back.auctionId(),
                        back.seq(),
                        price == null ? null : price.amount(),
                        back.minNext().amount(),
                        back.bidCount(),
                        back.reserveMet()));
    }

    /// The hammer price is the price at the end, whatever way it was sold.
    Uni<Void> apply(SqlConnection tx, LotClosed end) {
        var price = end.hammerPrice();
        return update(
                tx,
                """
                UPDATE auction
                SET seq = $2, bid_count = $3, price = COALESCE($4, price)
                WHERE id = $1 AND seq <= $2
                """,
                Tuple.of(
                        end.auctionId(),
                        end.seq(),
                        end.bidCount(),
                        price == null ? null : price.amount()));
    }

    private static Uni<Void> update(SqlConnection tx, String sql, Tuple values) {
        return tx.preparedQuery(sql).execute(values).replaceWithVoid();
    }
}
