package ecomauction.bid.increments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import ecomauction.bid.rules.Increments;
import ecomauction.bid.rules.Increments.Tier;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// Versions of increment tables; a version is never changed.
@ApplicationScoped
public class IncrementTables {

    private final ObjectMapper json;

    IncrementTables(ObjectMapper json) {
        this.json = json;
    }

    public Uni<Optional<Increments>> find(SqlClient sql, String name, int version) {
        return sql.preparedQuery(
                        "SELECT tiers FROM increment_table WHERE name = $1 AND version = $2")
                .execute(Tuple.of(name, version))
                .map(rows ->
                        rows.size() == 0
                                ? Optional.empty()
                                : Optional.of(
                                        new Increments(
                                                name + "/" + version,
                                                tiers(rows.iterator().next()))));
    }

    /// The newest version of each, by name.
    Uni<List<Table>> newest(SqlClient sql) {
        return sql.query(
                        "SELECT DISTINCT ON (name) name, version, currency, tiers, created_at FROM"
                                + " increment_table ORDER BY name, version DESC LIMIT 1000")
                .execute()
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false).map(this::table).toList());
    }

    /// Adds the next version; the advisory lock keeps two writers from taking the same number.
    Uni<Table> add(SqlClient tx, String name, String currency, List<Tier> tiers, String author) {
        return tx.preparedQuery("SELECT pg_advisory_xact_lock(hashtextextended($1, 1))")
                .execute(Tuple.of(name))
                .chain(() ->
                        tx.preparedQuery(
                                        """
                                        INSERT INTO increment_table (name, version, currency, tiers, created_by)
                                        SELECT $1, coalesce(max(version), 0) + 1, $2, $3, $4
                                        FROM increment_table WHERE name = $1
                                        RETURNING name, version, currency, tiers, created_at
                                        """)
                                .execute(Tuple.of(name, currency, write(tiers), author)))
                .map(rows -> table(rows.iterator().next()));
    }

    private Table table(Row row) {
        return new Table(
                row.getString("name"),
                row.getInteger("version"),
                row.getString("currency"),
                tiers(row),
                row.getOffsetDateTime("created_at").toInstant());
    }

    private List<Tier> tiers(Row row) {
        try {
            return json.readValue(row.getString("tiers"), new TypeReference<>() {});
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("Stored tiers are not readable", bug);
        }
    }

    private String write(List<Tier> tiers) {
        try {
            return json.writeValueAsString(tiers);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("Tiers are not writable", bug);
        }
    }

    /// @param tiers from this price on, the increment is this much; minor units of the currency
    record Table(String name, int version, String currency, List<Tier> tiers, Instant createdAt) {}
}
