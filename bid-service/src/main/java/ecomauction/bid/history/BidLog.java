package ecomauction.bid.history;

import ecomauction.bid.log.LogEntry.Kind;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Reads the bid log, as anybody may see it.
@ApplicationScoped
public class BidLog {

    private static final int PAGE = 1_000;

    private final Pool pool;

    BidLog(Pool pool) {
        this.pool = pool;
    }

    /// The decisions after `seq`, in their order.
    public Uni<List<LogLine>> after(UUID auctionId, long seq, int most) {
        return pool.preparedQuery(
                        """
                        SELECT l.seq, l.kind, l.entry, l.hash, l.amount, l.salt,
                               l.kind = 'RAISED' AND lot.status = 'OPEN'
                                   AND (SELECT before.entry::json #>> '{state,price}' FROM bid_log before
                                        WHERE before.auction_id = $1 AND before.seq = l.seq - 1)
                                       = l.entry::json #>> '{state,price}' AS sealed
                        FROM bid_log l JOIN lot USING (auction_id)
                        WHERE l.auction_id = $1 AND l.seq > $2
                        ORDER BY l.seq LIMIT $3
                        """)
                .execute(Tuple.of(auctionId, seq, most))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false).map(BidLog::line).toList());
    }

    /// The whole log, page by page, so that it never lies in memory as a whole.
    Multi<LogLine> all(UUID auctionId) {
        var last = new AtomicLong(-1);
        return Multi.createBy()
                .repeating()
                .uni(() -> after(auctionId, last.get(), PAGE))
                .whilst(page -> page.size() == PAGE)
                .onItem()
                .invoke(page -> page.forEach(line -> last.set(line.seq())))
                .onItem()
                .disjoint();
    }

    private static LogLine line(Row row) {
        return new LogLine(
                row.getLong("seq"),
                Kind.valueOf(row.getString("kind")),
                row.getBoolean("sealed"),
                row.getString("entry"),
                row.getBuffer("hash").getBytes(),
                row.getLong("amount"),
                bytes(row.getBuffer("salt")));
    }

    private static byte @Nullable [] bytes(@Nullable Buffer buffer) {
        return buffer == null ? null : buffer.getBytes();
    }
}
