package ecomauction.auction.listing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import ecomauction.auction.listing.rules.Auction;
import ecomauction.auction.listing.rules.Auction.Cancellation;
import ecomauction.auction.listing.rules.Auction.Closing;
import ecomauction.auction.listing.rules.Auction.Standing;
import ecomauction.auction.listing.rules.Auction.State;
import ecomauction.auction.listing.rules.Listing;
import ecomauction.contracts.bid.BidEvent.LotClosed;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Auctions in the database. The standing is read here and written by the feature of that name.
@ApplicationScoped
@RegisterForReflection(
        targets = {Listing.class, Draft.class, Draft.SoftCloseDraft.class, Draft.Amount.class})
public class Auctions {

    private static final String SELECT =
            """
            SELECT id, seller, state, revision, listing::text AS listing, table_version,
                   published_at, seq, price, min_next, bid_count, reserve_met, ends_at, extensions,
                   cancel_revision, cancel_by_operator, cancel_reason,
                   close_reason, winner, hammer_price, closed_at, clock_timestamp() AS now
            FROM auction
            """;
    private static final String INSERT =
            """
            INSERT INTO auction (id, seller, state, revision, listing, starts_at, ends_at)
            VALUES ($1, $2, $3, $4, $5::text::jsonb, $6, $7)
            """;
    private static final String UPDATE =
            """
            UPDATE auction
            SET state = $2, revision = $3, listing = $4::text::jsonb, table_version = $5,
                starts_at = $6, ends_at = $7, published_at = $8,
                cancel_revision = $9, cancel_by_operator = $10, cancel_reason = $11,
                close_reason = $12, winner = $13, hammer_price = $14, closed_at = $15
            WHERE id = $1
            """;

    private final ObjectMapper json;

    Auctions(ObjectMapper json) {
        this.json = json;
    }

    /// An auction and when it was read, by the database's clock.
    public record Found(Auction auction, Instant now) {}

    public Uni<Optional<Found>> find(SqlClient client, UUID id) {
        return client.preparedQuery(SELECT + "WHERE id = $1")
                .execute(Tuple.of(id))
                .map(rows ->
                        rows.size() == 0
                                ? Optional.empty()
                                : Optional.of(read(rows.iterator().next())));
    }

    /// In the order of the ids; what is gone is left out.
    public Uni<List<Found>> findAll(SqlClient client, List<UUID> ids) {
        return client.preparedQuery(
                        SELECT
                                + "JOIN unnest($1::uuid[]) WITH ORDINALITY AS wanted (wanted, place)"
                                + " ON id = wanted ORDER BY place")
                .execute(Tuple.of(ids.toArray(UUID[]::new)))
                .map(rows -> rows.stream().map(this::read).toList());
    }

    public Uni<Optional<Found>> lock(SqlConnection tx, UUID id) {
        return tx.preparedQuery(SELECT + "WHERE id = $1 FOR UPDATE")
                .execute(Tuple.of(id))
                .map(rows ->
                        rows.size() == 0
                                ? Optional.empty()
                                : Optional.of(read(rows.iterator().next())));
    }

    Uni<Instant> now(SqlConnection tx) {
        return tx.query("SELECT clock_timestamp() AS now")
                .execute()
                .map(rows -> rows.iterator().next().getOffsetDateTime("now").toInstant());
    }

    Uni<Void> insert(SqlConnection tx, Auction auction) {
        return tx.preparedQuery(INSERT)
                .execute(
                        Tuple.from(
                                new Object[] {
                                    auction.id(),
                                    auction.seller(),
                                    auction.state().name(),
                                    auction.revision(),
                                    write(auction.listing()),
                                    utc(auction.listing().startsAt()),
                                    utc(auction.standing().endsAt())
                                }))
                .replaceWithVoid();
    }

    public Uni<Void> update(SqlConnection tx, Auction auction) {
        var wish = auction.cancellation();
        var end = auction.closing();
        return tx.preparedQuery(UPDATE)
                .execute(
                        Tuple.from(
                                new @Nullable Object[] {
                                    auction.id(),
                                    auction.state().name(),
                                    auction.revision(),
                                    write(auction.listing()),
                                    auction.tableVersion(),
                                    utc(auction.listing().startsAt()),
                                    utc(auction.standing().endsAt()),
                                    utc(auction.publishedAt()),
                                    wish == null ? null : wish.revision(),
                                    wish == null ? null : wish.byOperator(),
                                    wish == null ? null : wish.reason(),
                                    end == null ? null : end.reason().name(),
                                    end == null ? null : end.winner(),
                                    end == null ? null : end.hammerPrice(),
                                    end == null ? null : utc(end.at())
                                }))
                .replaceWithVoid();
    }

    Uni<Void> delete(SqlConnection tx, UUID id) {
        return tx.preparedQuery("DELETE FROM auction WHERE id = $1")
                .execute(Tuple.of(id))
                .replaceWithVoid();
    }

    private Found read(Row row) {
        var listing = listing(row.getString("listing"));
        var auction =
                new Auction(
                        row.getUUID("id"),
                        row.getString("seller"),
                        State.valueOf(row.getString("state")),
                        row.getLong("revision"),
                        listing,
                        row.getInteger("table_version"),
                        standing(row),
                        cancellation(row),
                        closing(row),
                        instant(row, "published_at"));
        return new Found(auction, row.getOffsetDateTime("now").toInstant());
    }

    private static Standing standing(Row row) {
        return new Standing(
                row.getLong("seq"),
                row.getLong("price"),
                row.getLong("min_next"),
                row.getInteger("bid_count"),
                row.getBoolean("reserve_met"),
                row.getOffsetDateTime("ends_at").toInstant(),
                row.getInteger("extensions"));
    }

    private static @Nullable Cancellation cancellation(Row row) {
        return row.getLong("cancel_revision") == null
                ? null
                : new Cancellation(
                        row.getLong("cancel_revision"),
                        row.getBoolean("cancel_by_operator"),
                        row.getString("cancel_reason"));
    }

    private static @Nullable Closing closing(Row row) {
        return row.getString("close_reason") == null
                ? null
                : new Closing(
                        LotClosed.Reason.valueOf(row.getString("close_reason")),
                        row.getString("winner"),
                        row.getLong("hammer_price"),
                        row.getOffsetDateTime("closed_at").toInstant());
    }

    String write(Listing listing) {
        try {
            return json.writeValueAsString(listing);
        } catch (JsonProcessingException bug) {
            throw new IllegalArgumentException("Not writable as JSON", bug);
        }
    }

    Listing listing(String text) {
        try {
            return json.readValue(text, Listing.class);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("A stored listing cannot be read", bug);
        }
    }

    private static @Nullable Instant instant(Row row, String column) {
        var time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
