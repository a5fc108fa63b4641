package ecomauction.auction.browsing;

import io.vertx.mutiny.sqlclient.Row;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;

/// The orders in which a list can be read; ties go by id.
enum Sort {
    ENDING_SOONEST("endingSoonest", "ends_at", false, Key.TIME),
    NEWEST("newest", "COALESCE(published_at, to_timestamp(0))", true, Key.TIME),
    PRICE("price", "asking", false, Key.NUMBER),
    BIDS("bids", "bid_count", true, Key.NUMBER);

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    final String label;
    final String column;
    final boolean falling;
    private final Key key;

    private enum Key {
        TIME,
        NUMBER
    }

    Sort(String label, String column, boolean falling, Key key) {
        this.label = label;
        this.column = column;
        this.falling = falling;
        this.key = key;
    }

    static Optional<Sort> of(String label) {
        return Arrays.stream(values()).filter(sort -> sort.label.equals(label)).findFirst();
    }

    String read(Row row) {
        return switch (key) {
            case TIME -> row.getOffsetDateTime("key").toInstant().toString();
            case NUMBER -> row.getLong("key").toString();
        };
    }

    /// Throws IllegalArgumentException if it is not one that `read` gave.
    Object parameter(String text) {
        return switch (key) {
            case TIME -> time(text).atOffset(ZoneOffset.UTC);
            case NUMBER -> Long.valueOf(text);
        };
    }

    static Instant time(String text) {
        try {
            var time = Instant.parse(text);
            if (!time.isBefore(Instant.EPOCH) && time.isBefore(LAST)) {
                return time;
            }
        } catch (DateTimeException malformed) {
            throw new IllegalArgumentException(text, malformed);
        }
        throw new IllegalArgumentException(text);
    }
}
