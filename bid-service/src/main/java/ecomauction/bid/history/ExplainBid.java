package ecomauction.bid.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import ecomauction.bid.lot.Lot;
import ecomauction.bid.lot.Lots;
import ecomauction.bid.rules.LotState.Status;
import ecomauction.contracts.Money;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Why a bid did not win, or does: one sentence and figures, from what was public then. The maximum
/// that beat it stays hidden.
@ApplicationScoped
class ExplainBid {

    private final Lots lots;
    private final Pool pool;

    ExplainBid(Lots lots, Pool pool) {
        this.lots = lots;
        this.pool = pool;
    }

    /// Empty for bids of others.
    Uni<Optional<Explanation>> handle(UUID auctionId, long seq, String caller, boolean operator) {
        return lots.read(pool, auctionId)
                .chain(lot ->
                        lot.isEmpty()
                                ? Uni.createFrom().item(Optional.empty())
                                : find(lot.get(), seq, caller, operator)
                                        .map(rows -> explain(lot.get(), rows)));
    }

    /// The bid, and the first one after it that took the lead from its bidder.
    private Uni<RowSet<Row>> find(Lot lot, long seq, String caller, boolean operator) {
        return pool.preparedQuery(
                        """
                        SELECT bid.seq, bid.kind, bid.amount, bid.bidder,
                               (bid.entry::json #>> '{state,price}')::bigint AS price,
                               bid.entry::json #>> '{state,leader}' AS leader,
                               overtaken.seq AS overtaken_seq,
                               overtaken.entry::json ->> 'bidder' AS overtaken_by,
                               (overtaken.entry::json #>> '{state,price}')::bigint AS overtaken_price,
                               EXISTS (SELECT FROM bid_log r WHERE r.auction_id = $1 AND bid.seq = ANY (r.retracts))
                                   AS retracted
                        FROM bid_log bid LEFT JOIN LATERAL (
                            SELECT seq, entry FROM bid_log later
                            WHERE later.auction_id = $1 AND later.seq > bid.seq AND later.bidder <> bid.bidder
                              AND later.kind IN ('LEADING', 'BUY_NOW') ORDER BY later.seq LIMIT 1) overtaken ON true
                        WHERE bid.auction_id = $1 AND bid.seq = $2 AND bid.amount IS NOT NULL
                          AND bid.kind IN ('FIRST', 'LEADING', 'COUNTERED', 'RAISED')
                          AND ($4 OR bid.bidder = $3 OR bid.entered_by = $3)
                        """)
                .execute(Tuple.of(lot.id(), seq, caller, operator));
    }

    private static Optional<Explanation> explain(Lot lot, RowSet<Row> rows) {
        if (rows.size() == 0) {
            return Optional.empty();
        }
        var row = rows.iterator().next();
        var overtakenPrice = row.getLong("overtaken_price");
        var sold = lot.state().status() == Status.SOLD;
        return Optional.of(
                new Explanation(
                        lot.id(),
                        row.getLong("seq"),
                        row.getString("kind"),
                        sentence(lot, row),
                        lot.money(row.getLong("amount")),
                        lot.money(row.getLong("price")),
                        row.getLong("overtaken_seq"),
                        overtakenPrice == null ? null : lot.money(overtakenPrice),
                        sold ? lot.money(lot.state().price()) : null));
    }

    private static String sentence(Lot lot, Row row) {
        var max = lot.money(row.getLong("amount")).toText();
        var price = row.getLong("price");
        if (row.getBoolean("retracted")) {
            return "This bid was taken back, so it no longer counts.";
        }
        if (row.getString("kind").equals("COUNTERED")) {
            var why =
                    price.equals(row.getLong("amount"))
                            ? "had offered just as much before you, and the earlier of equal maxima wins"
                            : "had given a higher maximum before you";
            return "Your maximum of %s was not enough: %s %s, so the price went to %s."
                    .formatted(max, row.getString("leader"), why, lot.money(price).toText());
        }
        var overtakenPrice = row.getLong("overtaken_price");
        if (overtakenPrice != null) {
            return "You led with a maximum of %s until bid %d, when %s offered more; the price went to %s."
                    .formatted(
                            max,
                            row.getLong("overtaken_seq"),
                            row.getString("overtaken_by"),
                            lot.money(overtakenPrice).toText());
        }
        return standing(lot, row, max);
    }

    private static String standing(Lot lot, Row row, String max) {
        var leads = row.getString("bidder").equals(lot.state().leader());
        var price = lot.money(lot.state().price()).toText();
        return switch (lot.state().status()) {
            case SOLD ->
                    leads
                            ? "You won at %s; your maximum was %s.".formatted(price, max)
                            : "The lot was sold to somebody else at %s.".formatted(price);
            case UNSOLD ->
                    "You led at %s, but the reserve was not met; your maximum was %s."
                            .formatted(price, max);
            case CANCELLED -> "The auction was cancelled.";
            case OPEN ->
                    leads
                            ? "You lead at %s; your maximum is %s.".formatted(price, max)
                            : "You no longer lead; the price is %s.".formatted(price);
        };
    }

    @Schema(name = "Explanation")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Explanation(
            UUID auctionId,
            long seq,
            @Schema(description = "What the bid did: FIRST, LEADING, COUNTERED or RAISED")
                    String kind,
            @Schema(description = "The reason in one sentence") String sentence,
            Money yourMax,
            @Schema(description = "The standing price after the bid") Money priceAfter,
            @Schema(description = "The bid that took the lead from you")
                    @Nullable Long overtakenBySeq,
            @Nullable Money overtakenAtPrice,
            @Nullable Money hammerPrice) {}
}
