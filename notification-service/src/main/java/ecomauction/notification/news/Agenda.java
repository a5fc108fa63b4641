package ecomauction.notification.news;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/// What has to be decided on, and when. Times are the database's.
@ApplicationScoped
class Agenda {

    /// Where an entry stands.
    record Place(UUID auctionId, String key) {}

    /// @param now by the database's clock
    record Entry(Place place, Occasion occasion, Instant now) {}

    private final Pool pool;
    private final ObjectMapper json;

    Agenda(Pool pool, ObjectMapper json) {
        this.pool = pool;
        this.json = json.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    /// Decide on it after a while. An entry that waits already keeps its time and takes the newest
    /// occasion.
    Uni<Void> put(SqlConnection tx, UUID auctionId, Occasion occasion, Duration wait) {
        return tx.preparedQuery(
                        """
                        INSERT INTO agenda (auction_id, key, occasion, due_at)
                        VALUES ($1, $2, $3, now() + $4::bigint * interval '1 millisecond')
                        ON CONFLICT (auction_id, key) DO UPDATE
                        SET occasion = excluded.occasion,
                            due_at = CASE WHEN agenda.done THEN excluded.due_at
                                          ELSE least(agenda.due_at, excluded.due_at) END,
                            since = now(),
                            done = false
                        """)
                .execute(Tuple.of(auctionId, occasion.key(), write(occasion), wait.toMillis()))
                .replaceWithVoid();
    }

    /// Decide on it at that time, once: what is done stays done when the time moves.
    Uni<Void> schedule(SqlConnection tx, UUID auctionId, Occasion occasion, Instant at) {
        return tx.preparedQuery(
                        """
                        INSERT INTO agenda (auction_id, key, occasion, due_at)
                        VALUES ($1, $2, $3, $4)
                        ON CONFLICT (auction_id, key) DO UPDATE SET due_at = excluded.due_at
                        WHERE NOT agenda.done AND agenda.due_at <> excluded.due_at
                        """)
                .execute(
                        Tuple.of(
                                auctionId,
                                occasion.key(),
                                write(occasion),
                                at.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    Uni<List<Place>> due(int limit) {
        return pool.preparedQuery(
                        """
                        SELECT auction_id, key FROM agenda
                        WHERE NOT done AND due_at <= now() ORDER BY due_at LIMIT $1
                        """)
                .execute(Tuple.of(limit))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(row ->
                                        new Place(row.getUUID("auction_id"), row.getString("key")))
                                .toList());
    }

    /// Empty if another replica is at it, or was.
    Uni<Optional<Entry>> lock(SqlConnection tx, Place place) {
        return tx.preparedQuery(
                        """
                        SELECT occasion, now() AS now FROM agenda
                        WHERE auction_id = $1 AND key = $2 AND NOT done AND due_at <= now()
                        FOR UPDATE SKIP LOCKED
                        """)
                .execute(Tuple.of(place.auctionId(), place.key()))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(row ->
                                        new Entry(
                                                place,
                                                read(row.getString("occasion")),
                                                row.getOffsetDateTime("now").toInstant()))
                                .findFirst());
    }

    Uni<Void> close(SqlConnection tx, Place place) {
        return tx.preparedQuery("UPDATE agenda SET done = true WHERE auction_id = $1 AND key = $2")
                .execute(Tuple.of(place.auctionId(), place.key()))
                .replaceWithVoid();
    }

    /// The longer it waits already, the rarer it is looked at.
    Uni<Void> postpone(SqlConnection tx, Place place, Duration wait) {
        return tx.preparedQuery(
                        """
                        UPDATE agenda
                        SET due_at = now()
                            + greatest($3::bigint * interval '1 millisecond', (now() - since) / 2)
                        WHERE auction_id = $1 AND key = $2
                        """)
                .execute(Tuple.of(place.auctionId(), place.key(), wait.toMillis()))
                .replaceWithVoid();
    }

    private String write(Occasion occasion) {
        try {
            return json.writerFor(Occasion.class).writeValueAsString(occasion);
        } catch (JsonProcessingException bug) {
            throw new IllegalArgumentException("Not writable as JSON: " + occasion, bug);
        }
    }

    private Occasion read(String text) {
        try {
            return json.readValue(text, Occasion.class);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("Not an occasion: " + text, bug);
        }
    }
}
