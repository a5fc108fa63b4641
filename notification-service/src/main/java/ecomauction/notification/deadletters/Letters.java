package ecomauction.notification.deadletters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import ecomauction.notification.deadletters.Letter.State;
import ecomauction.notification.deadletters.Letter.Summary;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// The dead letters of all services.
@ApplicationScoped
class Letters {

    private static final String KEEP =
            """
            INSERT INTO dead_letter (topic, consumer_group, key, event_id, event_type, headers,
                payload, cause, source_partition, source_offset, delivery_id)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            ON CONFLICT DO NOTHING
            """;

    private static final String SUMMARY =
            "id, topic, consumer_group, key, event_id, event_type, cause, state, created_at";

    private final Pool pool;
    private final ObjectMapper json;

    Letters(Pool pool, ObjectMapper json) {
        this.pool = pool;
        this.json = json;
    }

    Uni<Void> keep(SqlConnection tx, List<Burial> burials) {
        return tx.preparedQuery(KEEP)
                .executeBatch(burials.stream().map(this::row).toList())
                .replaceWithVoid();
    }

    Uni<List<Summary>> list(Filter filter, @Nullable UUID before, int limit) {
        return pool.preparedQuery(
                        "SELECT "
                                + SUMMARY
                                + " FROM dead_letter"
                                + " WHERE ($1::text IS NULL OR state = $1)"
                                + " AND ($2::text IS NULL OR topic = $2)"
                                + " AND ($3::uuid IS NULL OR id < $3)"
                                + " ORDER BY id DESC LIMIT $4")
                .execute(
                        Tuple.of(
                                filter.state() == null ? null : filter.state().name(),
                                filter.topic(),
                                before,
                                limit))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(Letters::summary)
                                .toList());
    }

    /// @param state any if null
    /// @param topic any if null
    record Filter(@Nullable State state, @Nullable String topic) {}

    Uni<Optional<Letter>> find(UUID id) {
        return pool.preparedQuery(
                        "SELECT "
                                + SUMMARY
                                + ", headers, payload, delivery_id FROM dead_letter WHERE id = $1")
                .execute(Tuple.of(id))
                .map(this::first);
    }

    Uni<Optional<Letter>> lock(SqlConnection tx, UUID id) {
        return tx.preparedQuery(
                        "SELECT "
                                + SUMMARY
                                + ", headers, payload, delivery_id FROM dead_letter WHERE id = $1"
                                + " FOR UPDATE")
                .execute(Tuple.of(id))
                .map(this::first);
    }

    Uni<Void> move(SqlConnection tx, UUID id, State state) {
        return tx.preparedQuery("UPDATE dead_letter SET state = $2 WHERE id = $1")
                .execute(Tuple.of(id, state.name()))
                .replaceWithVoid();
    }

    private Optional<Letter> first(Iterable<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false).map(this::letter).findFirst();
    }

    private Tuple row(Burial burial) {
        return Tuple.tuple(
                Arrays.asList(
                        burial.topic(),
                        burial.group(),
                        burial.key(),
                        burial.eventId(),
                        burial.eventType(),
                        write(burial.headers()),
                        burial.payload(),
                        burial.cause(),
                        burial.partition(),
                        burial.offset(),
                        burial.deliveryId()));
    }

    private static Summary summary(Row row) {
        return new Summary(
                row.getUUID("id"),
                row.getString("topic"),
                row.getString("consumer_group"),
                row.getString("key"),
                row.getString("event_id"),
                row.getString("event_type"),
                row.getString("cause"),
                State.valueOf(row.getString("state")),
                row.getOffsetDateTime("created_at").toInstant());
    }

    private Letter letter(Row row) {
        return new Letter(
                summary(row),
                read(row.getString("headers")),
                row.getString("payload"),
                row.getUUID("delivery_id"));
    }

    private String write(Map<String, String> headers) {
        try {
            return json.writeValueAsString(headers);
        } catch (JsonProcessingException bug) {
            throw new IllegalArgumentException("Headers are not writable as JSON", bug);
        }
    }

    private Map<String, String> read(String headers) {
        try {
            return json.readValue(headers, new TypeReference<>() {});
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("Stored headers are not JSON", bug);
        }
    }
}
