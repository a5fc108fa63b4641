package ecomauction.notification.deadletters;

import com.fasterxml.jackson.annotation.JsonInclude;
import ecomauction.kit.identity.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Who did what to a dead letter. Written in the transaction of the deed; the service has no right
/// to change or delete it.
@ApplicationScoped
class Acts {

    @Schema(name = "DeadLetterDeed")
    enum Kind {
        REPLAY,
        DISCARD
    }

    /// @param by the subject of the operator's token
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "DeadLetterAct")
    record Act(Kind act, String by, String name, @Nullable String reason, Instant at) {}

    private final Pool pool;

    Acts(Pool pool) {
        this.pool = pool;
    }

    Uni<Void> record(
            SqlConnection tx, UUID letter, Kind act, Caller caller, @Nullable String reason) {
        return tx.preparedQuery(
                        """
                        INSERT INTO dead_letter_act (letter_id, act, actor, actor_name, reason)
                        VALUES ($1, $2, $3, $4, $5)
                        """)
                .execute(Tuple.of(letter, act.name(), caller.id(), caller.name(), reason))
                .replaceWithVoid();
    }

    Uni<List<Act>> of(UUID letter) {
        return pool.preparedQuery(
                        """
                        SELECT act, actor, actor_name, reason, at FROM dead_letter_act
                        WHERE letter_id = $1 ORDER BY id
                        """)
                .execute(Tuple.of(letter))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(row ->
                                        new Act(
                                                Kind.valueOf(row.getString("act")),
                                                row.getString("actor"),
                                                row.getString("actor_name"),
                                                row.getString("reason"),
                                                row.getOffsetDateTime("at").toInstant()))
                                .toList());
    }
}
