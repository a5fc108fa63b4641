package ecomauction.auction.browsing;

import ecomauction.auction.browsing.AuctionQuery.Position;
import ecomauction.auction.listing.Auctions;
import ecomauction.auction.listing.Auctions.Found;
import ecomauction.kit.http.Cursor;
import ecomauction.kit.http.Page;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Finds auctions.
@ApplicationScoped
class AuctionSearch {

    /// For so long the list of the first page is kept for the pages that follow; after that they go
    /// on from the same position in the list as it has become.
    private static final Duration KEPT = Duration.ofMinutes(15);

    static final int CURSOR_PARTS = 5;

    private final Pool pool;
    private final Auctions auctions;

    AuctionSearch(Pool pool, Auctions auctions) {
        this.pool = pool;
        this.auctions = auctions;
    }

    Uni<Optional<Found>> find(UUID id) {
        return auctions.find(pool, id);
    }

    Uni<Page<Found>> list(AuctionQuery query) {
        return pool.query("SELECT pg_current_snapshot()::text AS seen, clock_timestamp() AS now")
                .execute()
                .map(rows -> momentFor(query, rows.iterator().next()))
                .chain(moment -> keys(query, moment))
                .chain(this::load);
    }

    private static Moment momentFor(AuctionQuery query, Row row) {
        var now = row.getOffsetDateTime("now").toInstant();
        var after = query.after();
        return after == null || after.moment().time().isBefore(now.minus(KEPT))
                ? new Moment(row.getString("seen"), now)
                : after.moment();
    }

    private Uni<Page<Key>> keys(AuctionQuery query, Moment moment) {
        var statement = new ListStatement(query, moment);
        return pool.preparedQuery(statement.sql())
                .execute(statement.values())
                .map(rows ->
                        rows.stream()
                                .map(row -> new Key(row.getUUID("id"), query.sort().read(row)))
                                .toList())
                .map(keys ->
                        Page.of(keys, query.limit(), key -> cursor(query.sort(), moment, key)));
    }

    private Uni<Page<Found>> load(Page<Key> page) {
        return auctions.findAll(pool, page.items().stream().map(Key::id).toList())
                .map(found -> new Page<>(found, page.next()));
    }

    private static Cursor cursor(Sort sort, Moment moment, Key key) {
        return Cursor.at(sort.label, moment.snapshot(), moment.time(), key.value(), key.id());
    }

    /// Throws IllegalArgumentException if it is none of this list.
    static Position position(Sort sort, List<String> cursor) {
        if (!cursor.get(0).equals(sort.label)) {
            throw new IllegalArgumentException("A cursor of another order");
        }
        var moment = Moment.parse(cursor.get(1), cursor.get(2));
        var key = cursor.get(3);
        sort.parameter(key);
        return new Position(moment, key, UUID.fromString(cursor.get(4)));
    }

    Uni<Void> forgetPast() {
        return pool.query(
                        "DELETE FROM auction_past"
                                + " WHERE replaced_at < clock_timestamp() - interval '16 minutes'")
                .execute()
                .replaceWithVoid();
    }

    private record Key(UUID id, String value) {}
}
