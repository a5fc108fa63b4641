package ecomauction.auction.browsing;

import ecomauction.auction.listing.rules.Status;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Selects a page of ids as the list was at a moment: rows that have not changed since are taken
/// from `auction`, the others from `auction_past`. So nobody who pages sees a row twice or misses
/// one, whatever is bid, extended and closed meanwhile.
final class ListStatement {

    private final AuctionQuery query;
    private final Moment moment;
    private final List<Object> values = new ArrayList<>();
    private final String sql;

    ListStatement(AuctionQuery query, Moment moment) {
        this.query = query;
        this.moment = moment;
        this.sql = write();
    }

    String sql() {
        return sql;
    }

    Tuple values() {
        return Tuple.from(values);
    }

    private String write() {
        var seen = value(moment.snapshot(), "text") + "::pg_snapshot";
        var filter = filter();
        var direction = query.sort().falling ? "DESC" : "ASC";
        var tail =
                " ORDER BY key %1$s, id %1$s LIMIT %2$s"
                        .formatted(direction, value(query.limit() + 1, "int"));
        // A transaction that this cluster has not reached yet was one of the cluster that the data
        // was restored from.
        var still =
                "(pg_visible_in_snapshot(changed_by, %s)".formatted(seen)
                        + " OR changed_by >= pg_snapshot_xmax(pg_current_snapshot()))";
        var replaced =
                "pg_visible_in_snapshot(changed_by, %1$s)".formatted(seen)
                        + " AND NOT pg_visible_in_snapshot(replaced_by, %1$s)".formatted(seen);
        var rows = "(SELECT id, %s AS key FROM %s WHERE %s AND %s%s)";
        var column = query.sort().column;
        return "SELECT id, key FROM ("
                + rows.formatted(column, "auction", still, filter, tail)
                + " UNION ALL "
                + rows.formatted(column, "auction_past", replaced, filter, tail)
                + ") page"
                + tail;
    }

    private String filter() {
        var conditions = new ArrayList<String>();
        conditions.add(statuses());
        equal(conditions, "category", query.category());
        equal(conditions, "seller", query.seller());
        var endsBefore = query.endsBefore();
        if (endsBefore != null) {
            conditions.add(
                    "ends_at < " + value(endsBefore.atOffset(ZoneOffset.UTC), "timestamptz"));
        }
        var words = query.words();
        if (words != null) {
            conditions.add(
                    "id IN (SELECT found.id FROM auction found WHERE found.words @@ words_query(%s))"
                            .formatted(value(words, "text")));
        }
        var after = query.after();
        if (after != null) {
            var key = query.sort().parameter(after.key());
            conditions.add(
                    "(%s, id) %s (%s, %s)"
                            .formatted(
                                    query.sort().column,
                                    query.sort().falling ? "<" : ">",
                                    value(key, key instanceof Long ? "bigint" : "timestamptz"),
                                    value(after.id(), "uuid")));
        }
        return String.join(" AND ", conditions);
    }

    private void equal(List<String> conditions, String column, @Nullable String wanted) {
        if (wanted != null) {
            conditions.add(column + " = " + value(wanted, "text"));
        }
    }

    private String statuses() {
        if (query.statuses().isEmpty()) {
            return "state <> 'DRAFT'";
        }
        var now = value(moment.time().atOffset(ZoneOffset.UTC), "timestamptz");
        return query.statuses().stream()
                .map(status -> "(" + condition(status, now) + ")")
                .collect(Collectors.joining(" OR ", "(", ")"));
    }

    private String condition(Status status, String now) {
        return switch (status) {
            case DRAFT -> "state = 'DRAFT' AND " + mayReadDrafts();
            case SCHEDULED -> "state = 'PUBLISHED' AND starts_at > " + now;
            case OPEN ->
                    "state = 'PUBLISHED' AND starts_at <= %1$s AND ends_at > %1$s".formatted(now);
            case CLOSING ->
                    "state = 'PUBLISHED' AND starts_at <= %1$s AND ends_at <= %1$s".formatted(now);
            case SOLD, UNSOLD, CANCELLING, CANCELLED -> "state = '" + status + "'";
        };
    }

    private String mayReadDrafts() {
        var reader = query.reader();
        return query.operator()
                ? "true"
                : reader == null ? "false" : "seller = " + value(reader, "text");
    }

    private String value(Object value, String type) {
        values.add(value);
        return "$" + values.size() + "::" + type;
    }
}
