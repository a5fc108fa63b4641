package ecomauction.bid.lot;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import ecomauction.bid.log.LogEntry;
import ecomauction.bid.lot.Lot.CountingBid;
import ecomauction.bid.lot.Lot.Saved;
import ecomauction.bid.lot.LotLedger.RefusedBid;
import ecomauction.bid.lot.LotTermsReader.Version;
import ecomauction.bid.rules.LotState;
import ecomauction.bid.rules.LotState.Status;
import ecomauction.contracts.bid.BidEvent.LotClosed.Reason;
import ecomauction.kit.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Locks lots and saves them with all that was decided: one statement per table, however many lots.
/// Arrays are unnested side by side in the SELECT: in FROM, PostgreSQL stores each of them first.
@ApplicationScoped
public class Lots {

    private static final String COLUMNS =
            """
            auction_id, status, seq, audit_seq, terms_seq, leader, leader_user, leader_paddle, leader_number, max, price,
            bid_count, bidders, ends_at, extensions, buy_now_gone, reserve, last_at, head_hash, close_reason
            """;

    private final LotTermsReader terms;
    private final Outbox outbox;

    Lots(LotTermsReader terms, Outbox outbox) {
        this.terms = terms;
        this.outbox = outbox;
    }

    // --- reading --------------------------------------------------------------------------------

    /// Locks in the order of the ids, so that no two batches wait for each other.
    public Uni<Map<UUID, Lot>> lock(SqlConnection tx, Collection<UUID> ids) {
        return load(
                tx,
                "SELECT "
                        + COLUMNS
                        + " FROM lot WHERE auction_id = ANY($1) ORDER BY auction_id FOR UPDATE",
                Tuple.of(ids.stream().distinct().toArray(UUID[]::new)));
    }

    public Uni<Optional<Lot>> lock(SqlConnection tx, UUID id) {
        return lock(tx, List.of(id)).map(found -> Optional.ofNullable(found.get(id)));
    }

    /// Runs an act on a lot under its lock; the time is taken before the wait. Empty if there is no
    /// such lot.
    public <T> Uni<Optional<T>> underLock(
            SqlConnection tx, UUID id, BiFunction<Lot, Instant, Uni<T>> act) {
        return now(tx).chain(now ->
                lock(tx, id)
                        .chain(lot ->
                                lot.isEmpty()
                                        ? Uni.createFrom().item(Optional.empty())
                                        : act.apply(lot.get(), now).map(Optional::of)));
    }

    /// As last committed; not for decisions.
    public Uni<Optional<Lot>> read(SqlClient sql, UUID id) {
        return read(sql, List.of(id)).map(found -> Optional.ofNullable(found.get(id)));
    }

    Uni<Map<UUID, Lot>> read(SqlClient sql, Collection<UUID> ids) {
        return load(
                sql,
                "SELECT " + COLUMNS + " FROM lot WHERE auction_id = ANY($1)",
                Tuple.of(ids.stream().distinct().toArray(UUID[]::new)));
    }

    /// Locks lots whose time is up by at least `drainMillis`; those that others are closing are
    /// left to them. `now()` is never later than the clock, and the index can be asked for it: with
    /// `clock_timestamp()` each look would go through all lots that are open.
    public Uni<Map<UUID, Lot>> lockDue(SqlConnection tx, long drainMillis, int most) {
        return load(
                tx,
                "SELECT "
                        + COLUMNS
                        + """
                         FROM lot
                        WHERE status = 'OPEN' AND ends_at <= now() - $1 * interval '1 millisecond'
                        ORDER BY ends_at LIMIT $2 FOR UPDATE SKIP LOCKED
                        """,
                Tuple.of((double) drainMillis, most));
    }

    /// Bids take their time from here: by the database's clock, in a statement of its own.
    public Uni<Instant> now(SqlClient sql) {
        return sql.preparedQuery("SELECT clock_timestamp()")
                .execute()
                .map(rows -> rows.iterator().next().getOffsetDateTime(0).toInstant());
    }

    private Uni<Map<UUID, Lot>> load(SqlClient sql, String query, Tuple parameters) {
        return sql.preparedQuery(query).execute(parameters).chain(rows -> withTerms(sql, rows));
    }

    private Uni<Map<UUID, Lot>> withTerms(SqlClient sql, RowSet<Row> rows) {
        var saved = new ArrayList<Saved>(rows.size());
        rows.forEach(row -> saved.add(savedOf(row)));
        var versions = saved.stream().map(s -> new Version(s.id(), s.termsSeq())).toList();
        return terms.read(sql, versions)
                .map(known -> {
                    var lots = new LinkedHashMap<UUID, Lot>();
                    for (var lot : saved) {
                        var version = new Version(lot.id(), lot.termsSeq());
                        lots.put(lot.id(), Lot.restored(lot, requireNonNull(known.get(version))));
                    }
                    return lots;
                });
    }

    /// Tells the lots which of these bidders they know already.
    public Uni<Void> introduce(SqlClient sql, Map<UUID, Lot> lots, List<Candidate> candidates) {
        return findBidders(sql, candidates).invoke(rows -> introduce(lots, rows)).replaceWithVoid();
    }

    public Uni<RowSet<Row>> findBidders(SqlClient sql, List<Candidate> candidates) {
        return sql.preparedQuery(
                        """
                        SELECT auction_id, bidder, user_id, paddle, number, blocked FROM bidder
                        WHERE (auction_id, bidder) IN (SELECT unnest($1::uuid[]), unnest($2::text[]))
                        """)
                .execute(
                        Tuple.of(
                                array(candidates, Candidate::auctionId, UUID[]::new),
                                array(candidates, Candidate::bidder, String[]::new)));
    }

    public void introduce(Map<UUID, Lot> lots, RowSet<Row> bidders) {
        for (var row : bidders) {
            var lot = lots.get(row.getUUID("auction_id"));
            if (lot != null) {
                lot.knows(bidderOf(row));
            }
        }
    }

    /// All bidders of a lot, in the order of their first bids; the lot gets to know them.
    public Uni<List<Bidder>> introduceAll(SqlClient sql, Lot lot) {
        return sql.preparedQuery(
                        "SELECT bidder, user_id, paddle, number, blocked FROM bidder"
                                + " WHERE auction_id = $1 ORDER BY number")
                .execute(Tuple.of(lot.id()))
                .map(rows -> {
                    var bidders = new ArrayList<Bidder>();
                    rows.forEach(row -> bidders.add(bidderOf(row)));
                    bidders.forEach(lot::knows);
                    return bidders;
                });
    }

    /// The accepted bids that were not taken back, in their order.
    public Uni<List<CountingBid>> countingBids(SqlClient sql, UUID id) {
        return sql.preparedQuery(
                        """
                        SELECT seq, at, bidder, amount FROM bid_log
                        WHERE auction_id = $1 AND kind IN ('FIRST', 'LEADING', 'COUNTERED', 'RAISED')
                          AND NOT seq IN (SELECT unnest(retracts) FROM bid_log WHERE auction_id = $1 AND retracts IS NOT NULL)
                        ORDER BY seq
                        """)
                .execute(Tuple.of(id))
                .map(rows -> {
                    var bids = new ArrayList<CountingBid>();
                    for (var row : rows) {
                        bids.add(
                                new CountingBid(
                                        row.getLong("seq"),
                                        row.getOffsetDateTime("at").toInstant(),
                                        row.getString("bidder"),
                                        row.getLong("amount")));
                    }
                    return bids;
                });
    }

    private static Bidder bidderOf(Row row) {
        return new Bidder(
                row.getString("bidder"),
                row.getString("user_id"),
                row.getString("paddle"),
                row.getInteger("number"),
                row.getBoolean("blocked"));
    }

    private static Saved savedOf(Row row) {
        var leader = row.getString("leader");
        var reason = row.getString("close_reason");
        return new Saved(
                row.getUUID("auction_id"),
                new LotState(
                        Status.valueOf(row.getString("status")),
                        leader,
                        row.getLong("max"),
                        row.getLong("price"),
                        row.getInteger("bid_count"),
                        row.getOffsetDateTime("ends_at").toInstant(),
                        row.getInteger("extensions"),
                        row.getBoolean("buy_now_gone"),
                        row.getLong("reserve")),
                leader == null
                        ? null
                        : new Bidder(
                                leader,
                                row.getString("leader_user"),
                                row.getString("leader_paddle"),
                                row.getInteger("leader_number"),
                                false),
                row.getLong("seq"),
                row.getLong("audit_seq"),
                row.getLong("terms_seq"),
                row.getInteger("bidders"),
                row.getOffsetDateTime("last_at").toInstant(),
                row.getBuffer("head_hash").getBytes(),
                reason == null ? null : Reason.valueOf(reason));
    }

    // --- saving ---------------------------------------------------------------------------------

    /// Saves a lot that was just opened.
    public Uni<Void> insert(SqlConnection tx, Lot lot) {
        var s = lot.saved();
        return tx.preparedQuery(
                        """
                        INSERT INTO lot (auction_id, status, seq, audit_seq, terms_seq, max, price, bid_count, bidders,
                                         starts_at, ends_at, extensions, buy_now_gone, reserve, last_at, head_hash)
                        VALUES ($1, 'OPEN', $2, $3, $4, 0, 0, 0, 0, $5, $6, 0, $7, $8, $9, $10)
                        """)
                .execute(
                        Tuple.from(
                                new Object[] {
                                    s.id(),
                                    s.seq(),
                                    s.auditSeq(),
                                    s.termsSeq(),
                                    utc(lot.rules().startsAt()),
                                    utc(s.state().endsAt()),
                                    s.state().buyNowGone(),
                                    s.state().reserve(),
                                    utc(s.lastAt()),
                                    Buffer.buffer(s.head())
                                }))
                .chain(() -> terms.insert(tx, s.id(), s.termsSeq(), lot.terms()))
                .chain(() -> insertEntries(tx, lot.ledger().entries()))
                .chain(() -> outbox.appendAll(tx, lot.ledger().events()));
    }

    /// Saves lots under lock. The statements go out together: the connection keeps their order.
    public Uni<Void> save(SqlConnection tx, Collection<Lot> lots) {
        var changed = lots.stream().filter(lot -> !lot.ledger().isEmpty()).toList();
        if (changed.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Uni.join()
                .all(
                        insertEntries(tx, all(changed, LotLedger::entries)),
                        insertRefusals(tx, all(changed, LotLedger::refusals)),
                        insertBidders(tx, changed),
                        outbox.appendAll(tx, all(changed, LotLedger::events), traces(changed)),
                        update(tx, changed))
                .andCollectFailures()
                .replaceWithVoid();
    }

    private static Map<UUID, String> traces(List<Lot> lots) {
        var traces = new HashMap<UUID, String>();
        lots.forEach(lot -> traces.putAll(lot.ledger().traces()));
        return traces;
    }

    /// Saves a lot whose terms may have changed.
    public Uni<Void> saveWithTerms(SqlConnection tx, Lot lot, long termsSeqBefore) {
        var termsSeq = lot.saved().termsSeq();
        return (termsSeq == termsSeqBefore
                        ? Uni.createFrom().voidItem()
                        : terms.insert(tx, lot.id(), termsSeq, lot.terms()))
                .chain(() -> save(tx, List.of(lot)));
    }

    public Uni<Void> saveBlocked(SqlConnection tx, UUID lot, Bidder bidder) {
        return tx.preparedQuery(
                        "UPDATE bidder SET blocked = true WHERE auction_id = $1 AND bidder = $2")
                .execute(Tuple.of(lot, bidder.key()))
                .replaceWithVoid();
    }

    private static Uni<Void> insertEntries(SqlConnection tx, List<LogEntry> entries) {
        if (entries.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery(
                        """
                        INSERT INTO bid_log (auction_id, seq, audit_seq, at, kind, bidder, entered_by, amount, salt,
                                             retracts, entry, hash)
                        SELECT unnest($1::uuid[]), unnest($2::bigint[]), unnest($3::bigint[]),
                               unnest($4::timestamptz[]), unnest($5::text[]), unnest($6::text[]), unnest($7::text[]),
                               unnest($8::bigint[]), unnest($9::bytea[]),
                               string_to_array(unnest($10::text[]), ',')::bigint[], unnest($11::text[]),
                               unnest($12::bytea[])
                        """)
                .execute(
                        Tuple.from(
                                new Object[] {
                                    array(entries, LogEntry::auctionId, UUID[]::new),
                                    array(entries, LogEntry::seq, Long[]::new),
                                    array(entries, LogEntry::auditSeq, Long[]::new),
                                    array(entries, e -> utc(e.at()), OffsetDateTime[]::new),
                                    array(entries, e -> e.kind().name(), String[]::new),
                                    array(entries, LogEntry::bidder, String[]::new),
                                    array(entries, LogEntry::enteredBy, String[]::new),
                                    array(entries, LogEntry::amount, Long[]::new),
                                    array(entries, e -> bytes(e.salt()), Buffer[]::new),
                                    array(entries, Lots::retracts, String[]::new),
                                    array(entries, LogEntry::entry, String[]::new),
                                    array(entries, e -> bytes(e.hash()), Buffer[]::new)
                                }))
                .replaceWithVoid();
    }

    private static @Nullable String retracts(LogEntry entry) {
        return entry.retracts().isEmpty()
                ? null
                : entry.retracts().stream().map(Object::toString).collect(joining(","));
    }

    private static Uni<Void> insertRefusals(SqlConnection tx, List<RefusedBid> refusals) {
        if (refusals.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery(
                        """
                        INSERT INTO bid_refused (auction_id, audit_seq, at, bidder, entered_by, amount, code)
                        SELECT unnest($1::uuid[]), unnest($2::bigint[]), unnest($3::timestamptz[]),
                               unnest($4::text[]), unnest($5::text[]), unnest($6::bigint[]), unnest($7::text[])
                        """)
                .execute(
                        Tuple.from(
                                new Object[] {
                                    array(refusals, RefusedBid::auctionId, UUID[]::new),
                                    array(refusals, RefusedBid::auditSeq, Long[]::new),
                                    array(refusals, r -> utc(r.at()), OffsetDateTime[]::new),
                                    array(refusals, RefusedBid::bidder, String[]::new),
                                    array(refusals, RefusedBid::enteredBy, String[]::new),
                                    array(refusals, RefusedBid::amount, Long[]::new),
                                    array(refusals, RefusedBid::code, String[]::new)
                                }))
                .replaceWithVoid();
    }

    private static Uni<Void> insertBidders(SqlConnection tx, List<Lot> lots) {
        record Newcomer(UUID lot, Bidder bidder) {}
        var rows =
                lots.stream()
                        .flatMap(lot ->
                                lot.ledger().newcomers().stream()
                                        .map(b -> new Newcomer(lot.id(), b)))
                        .toList();
        if (rows.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery(
                        """
                        INSERT INTO bidder (auction_id, bidder, user_id, paddle, number)
                        SELECT unnest($1::uuid[]), unnest($2::text[]), unnest($3::text[]), unnest($4::text[]),
                               unnest($5::integer[])
                        """)
                .execute(
                        Tuple.of(
                                array(rows, Newcomer::lot, UUID[]::new),
                                array(rows, r -> r.bidder().key(), String[]::new),
                                array(rows, r -> r.bidder().userId(), String[]::new),
                                array(rows, r -> r.bidder().paddle(), String[]::new),
                                array(rows, r -> r.bidder().number(), Integer[]::new)))
                .replaceWithVoid();
    }

    private static Uni<Void> update(SqlConnection tx, List<Lot> lots) {
        var rows = lots.stream().map(Lot::saved).toList();
        return tx.preparedQuery(
                        """
                        UPDATE lot SET status = new.status, seq = new.seq, audit_seq = new.audit_seq,
                            terms_seq = new.terms_seq, leader = new.leader, leader_user = new.leader_user,
                            leader_paddle = new.leader_paddle, leader_number = new.leader_number, max = new.max,
                            price = new.price, bid_count = new.bid_count, bidders = new.bidders,
                            ends_at = new.ends_at, extensions = new.extensions, buy_now_gone = new.buy_now_gone,
                            reserve = new.reserve, last_at = new.last_at, head_hash = new.head_hash,
                            close_reason = new.close_reason
                        FROM (SELECT unnest($1::uuid[]) AS auction_id, unnest($2::text[]) AS status,
                                     unnest($3::bigint[]) AS seq, unnest($4::bigint[]) AS audit_seq,
                                     unnest($5::bigint[]) AS terms_seq, unnest($6::text[]) AS leader,
                                     unnest($7::text[]) AS leader_user, unnest($8::text[]) AS leader_paddle,
                                     unnest($9::integer[]) AS leader_number, unnest($10::bigint[]) AS max,
                                     unnest($11::bigint[]) AS price, unnest($12::integer[]) AS bid_count,
                                     unnest($13::integer[]) AS bidders, unnest($14::timestamptz[]) AS ends_at,
                                     unnest($15::integer[]) AS extensions, unnest($16::boolean[]) AS buy_now_gone,
                                     unnest($17::bigint[]) AS reserve, unnest($18::timestamptz[]) AS last_at,
                                     unnest($19::bytea[]) AS head_hash, unnest($20::text[]) AS close_reason) AS new
                        WHERE lot.auction_id = new.auction_id
                        """)
                .execute(
                        Tuple.from(
                                new Object[] {
                                    array(rows, Saved::id, UUID[]::new),
                                    array(rows, r -> r.state().status().name(), String[]::new),
                                    array(rows, Saved::seq, Long[]::new),
                                    array(rows, Saved::auditSeq, Long[]::new),
                                    array(rows, Saved::termsSeq, Long[]::new),
                                    array(rows, r -> leader(r, Bidder::key), String[]::new),
                                    array(rows, r -> leader(r, Bidder::userId), String[]::new),
                                    array(rows, r -> leader(r, Bidder::paddle), String[]::new),
                                    array(rows, r -> leader(r, Bidder::number), Integer[]::new),
                                    array(rows, r -> r.state().max(), Long[]::new),
                                    array(rows, r -> r.state().price(), Long[]::new),
                                    array(rows, r -> r.state().bidCount(), Integer[]::new),
                                    array(rows, Saved::bidderCount, Integer[]::new),
                                    array(
                                            rows,
                                            r -> utc(r.state().endsAt()),
                                            OffsetDateTime[]::new),
                                    array(rows, r -> r.state().extensions(), Integer[]::new),
                                    array(rows, r -> r.state().buyNowGone(), Boolean[]::new),
                                    array(rows, r -> r.state().reserve(), Long[]::new),
                                    array(rows, r -> utc(r.lastAt()), OffsetDateTime[]::new),
                                    array(rows, r -> bytes(r.head()), Buffer[]::new),
                                    array(rows, Lots::reason, String[]::new)
                                }))
                .replaceWithVoid();
    }

    private static <T> @Nullable T leader(Saved row, Function<Bidder, @Nullable T> part) {
        var leader = row.leader();
        return leader == null ? null : part.apply(leader);
    }

    private static @Nullable String reason(Saved row) {
        var reason = row.closeReason();
        return reason == null ? null : reason.name();
    }

    private static <T, R> @Nullable R[] array(
            List<T> items, Function<T, @Nullable R> part, IntFunction<@Nullable R[]> make) {
        var array = make.apply(items.size());
        for (int i = 0; i < array.length; i++) {
            array[i] = part.apply(items.get(i));
        }
        return array;
    }

    private static <T> List<T> all(List<Lot> lots, Function<LotLedger, List<T>> part) {
        return lots.stream().flatMap(lot -> part.apply(lot.ledger()).stream()).toList();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Buffer bytes(byte @Nullable [] bytes) {
        return bytes == null ? null : Buffer.buffer(bytes);
    }

    /// A bidder who bids on a lot in this batch, known to it or not.
    public record Candidate(UUID auctionId, String bidder) {}
}
