package ecomauction.bid.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import ecomauction.bid.lot.Lot;
import ecomauction.contracts.Money;
import ecomauction.kit.http.Cursor;
import ecomauction.kit.http.Page;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The bids of a lot, newest first: aliases for everybody, all of it for operators.
@ApplicationScoped
class BidHistory {

    private static final String PUBLIC =
            """
            SELECT audit_seq, seq, at, kind, bidder, entered_by, amount, entry, NULL AS code,
                   seq IN (SELECT unnest(retracts) FROM bid_log WHERE auction_id = $1 AND retracts IS NOT NULL)
                       AS retracted
            FROM bid_log
            WHERE auction_id = $1 AND audit_seq < $2
              AND (kind IN ('FIRST', 'LEADING', 'COUNTERED', 'BUY_NOW') OR kind = 'RAISED' AND bidder = $3)
            ORDER BY seq DESC LIMIT $4
            """;

    private static final String FULL =
            """
            SELECT * FROM (
                SELECT audit_seq, seq, at, kind, bidder, entered_by, amount, entry, NULL AS code,
                       seq IN (SELECT unnest(retracts) FROM bid_log WHERE auction_id = $1 AND retracts IS NOT NULL)
                           AS retracted
                FROM bid_log
                WHERE auction_id = $1 AND kind IN ('FIRST', 'LEADING', 'COUNTERED', 'BUY_NOW', 'RAISED')
                UNION ALL
                SELECT audit_seq, NULL, at, 'REFUSED', bidder, entered_by, amount, NULL, code, false
                FROM bid_refused WHERE auction_id = $1
            ) AS history
            WHERE audit_seq < $2 AND $3::text IS NOT NULL
            ORDER BY audit_seq DESC LIMIT $4
            """;

    private final Pool pool;
    private final ObjectMapper json;

    BidHistory(Pool pool, ObjectMapper json) {
        this.pool = pool;
        this.json = json;
    }

    Uni<Page<Entry>> page(
            Lot lot, String caller, boolean operator, Optional<Cursor> cursor, int limit) {
        return pool.preparedQuery(operator ? FULL : PUBLIC)
                .execute(Tuple.of(lot.id(), before(cursor), caller, limit + 1))
                .map(rows -> {
                    var entries = new ArrayList<Entry>();
                    rows.forEach(row -> entries.add(entry(lot, row, caller, operator)));
                    return Page.of(entries, limit, e -> Cursor.at(e.position()));
                });
    }

    private static long before(Optional<Cursor> cursor) {
        try {
            return cursor.map(c -> Long.parseLong(c.parts().getFirst())).orElse(Long.MAX_VALUE);
        } catch (NumberFormatException notOurs) {
            throw Cursor.invalid();
        }
    }

    private Entry entry(Lot lot, Row row, String caller, boolean operator) {
        var bidder = row.getString("bidder");
        var own = bidder.equals(caller);
        var amount = row.getLong("amount");
        var logged = parse(row.getString("entry"));
        return new Entry(
                row.getLong("seq"),
                row.getOffsetDateTime("at").toInstant(),
                row.getString("kind"),
                logged == null ? null : logged.path("bidder").asText(),
                logged == null ? null : lot.money(logged.path("state").path("price").asLong()),
                row.getBoolean("retracted"),
                own,
                (own || operator) && amount != null ? lot.money(amount) : null,
                operator ? bidder : null,
                operator ? row.getString("entered_by") : null,
                row.getString("code"),
                row.getLong("audit_seq"));
    }

    private @Nullable JsonNode parse(@Nullable String entry) {
        try {
            return entry == null ? null : json.readTree(entry);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("A log entry is not JSON", bug);
        }
    }

    @Schema(name = "Bid")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(
            @Schema(description = "Absent for a refused bid") @Nullable Long seq,
            Instant at,
            @Schema(
                            description =
                                    "FIRST, LEADING, COUNTERED, BUY_NOW; RAISED: your own; REFUSED: operators only")
                    String kind,
            @Schema(description = "`bidder 3`, or a paddle") @Nullable String bidder,
            @Schema(description = "The standing price after the bid") @Nullable Money price,
            boolean retracted,
            boolean yours,
            @Schema(description = "Your own bids; all for operators") @Nullable Money maxAmount,
            @Schema(description = "Operators only") @Nullable String bidderId,
            @Schema(description = "Operators only") @Nullable String enteredBy,
            @Schema(description = "Operators only: why it was refused") @Nullable String code,
            @com.fasterxml.jackson.annotation.JsonIgnore long position) {}
}
