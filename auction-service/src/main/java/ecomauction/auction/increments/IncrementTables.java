package ecomauction.auction.increments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import ecomauction.auction.increments.rules.IncrementTable;
import ecomauction.contracts.bid.BidEvent.IncrementTablePublished;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Increment tables as bid-service published them.
@ApplicationScoped
public class IncrementTables {

    private static final String SELECT =
            "SELECT name, version, currency, tiers::text AS tiers FROM increment_table ";

    private final ObjectMapper json;

    IncrementTables(ObjectMapper json) {
        this.json = json;
    }

    /// The newest version of that name; without a name that of the currency's own table, which has
    /// the currency's name, or else the first that there is for it.
    public Uni<Optional<IncrementTable>> newest(
            SqlConnection tx, @Nullable String name, String currency) {
        return name == null
                ? tx.preparedQuery(
                                SELECT
                                        + "WHERE currency = $1"
                                        + " ORDER BY name = currency DESC, name, version DESC"
                                        + " LIMIT 1")
                        .execute(Tuple.of(currency))
                        .map(this::first)
                : tx.preparedQuery(SELECT + "WHERE name = $1 ORDER BY version DESC LIMIT 1")
                        .execute(Tuple.of(name))
                        .map(this::first);
    }

    public Uni<Optional<IncrementTable>> find(SqlConnection tx, String name, int version) {
        return tx.preparedQuery(SELECT + "WHERE name = $1 AND version = $2")
                .execute(Tuple.of(name, version))
                .map(this::first);
    }

    public Uni<Boolean> areMissing(SqlConnection tx) {
        return tx.query("SELECT NOT EXISTS (SELECT FROM increment_table) AS missing")
                .execute()
                .map(rows -> rows.iterator().next().getBoolean("missing"));
    }

    public Uni<Void> add(SqlConnection tx, IncrementTablePublished table) {
        return tx.preparedQuery(
                        "INSERT INTO increment_table (name, version, currency, tiers)"
                                + " VALUES ($1, $2, $3, $4::text::jsonb) ON CONFLICT DO NOTHING")
                .execute(
                        Tuple.of(
                                table.name(),
                                table.version(),
                                table.currency(),
                                write(table.tiers())))
                .replaceWithVoid();
    }

    private Optional<IncrementTable> first(RowSet<Row> rows) {
        return rows.stream().findFirst().map(this::read);
    }

    private IncrementTable read(Row row) {
        try {
            return new IncrementTable(
                    row.getString("name"),
                    row.getInteger("version"),
                    row.getString("currency"),
                    json.readValue(row.getString("tiers"), new TypeReference<>() {}));
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("A stored increment table cannot be read", bug);
        }
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException bug) {
            throw new IllegalArgumentException("Not writable as JSON", bug);
        }
    }
}
