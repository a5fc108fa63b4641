package ecomauction.bid.bidding;

import ecomauction.kit.idempotency.Idempotency;
import ecomauction.kit.idempotency.Idempotency.Key;
import ecomauction.kit.idempotency.Idempotency.Stored;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Answers under Idempotency-Keys, for a whole batch: the kit's table, one statement to find, one
/// to add.
@ApplicationScoped
class BidAnswers {

    private final Idempotency idempotency;

    BidAnswers(Idempotency idempotency) {
        this.idempotency = idempotency;
    }

    Uni<Map<UUID, Known>> find(SqlConnection tx, List<Key> keys) {
        if (keys.isEmpty()) {
            return Uni.createFrom().item(new HashMap<>());
        }
        return tx.preparedQuery(
                        """
                        SELECT id, request_hash, status, headers, body FROM idempotency
                        WHERE id = ANY($1)
                        """)
                .execute(Tuple.of(keys.stream().map(Key::id).toArray(UUID[]::new)))
                .map(rows -> {
                    var known = new HashMap<UUID, Known>();
                    for (var row : rows) {
                        known.put(
                                row.getUUID("id"),
                                new Known(
                                        row.getBuffer("request_hash").getBytes(),
                                        idempotency.stored(
                                                row.getShort("status"),
                                                row.getString("headers"),
                                                row.getString("body"))));
                    }
                    return known;
                });
    }

    Uni<Void> insert(SqlConnection tx, Map<Key, Stored> answers) {
        if (answers.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var keys = answers.keySet();
        var stored = answers.values();
        return tx.preparedQuery(
                        """
                        INSERT INTO idempotency (id, request_hash, status, headers, body)
                        SELECT unnest($1::uuid[]), unnest($2::bytea[]), unnest($3::smallint[]),
                               unnest($4::text[]), unnest($5::text[])
                        """)
                .execute(
                        Tuple.of(
                                keys.stream().map(Key::id).toArray(UUID[]::new),
                                keys.stream()
                                        .map(k -> Buffer.buffer(k.requestHash()))
                                        .toArray(Buffer[]::new),
                                stored.stream().map(s -> (short) s.status()).toArray(Short[]::new),
                                stored.stream().map(idempotency::headersOf).toArray(String[]::new),
                                stored.stream().map(Stored::body).toArray(String[]::new)))
                .replaceWithVoid();
    }

    /// An answer that was given, and to what.
    record Known(byte[] requestHash, Stored answer) {

        @Nullable Stored replayFor(Key key) {
            return Arrays.equals(requestHash, key.requestHash()) ? answer : null;
        }
    }
}
