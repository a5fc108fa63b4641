package ecomauction.bid.lot;

import ecomauction.bid.log.CanonicalJson;
import ecomauction.bid.log.LogEntry;
import ecomauction.bid.log.LogEntry.Kind;
import ecomauction.bid.log.Seal;
import ecomauction.bid.rules.Refusal;
import ecomauction.contracts.Event;
import ecomauction.contracts.Topics;
import ecomauction.contracts.bid.BidEvent;
import ecomauction.contracts.bid.PrivateBidEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Writes down what is decided on a lot, in one order and chained by hash, and keeps it until
/// `Lots` saves it.
final class LotLedger {

    private final UUID lot;
    private final List<LogEntry> entries = new ArrayList<>();
    private final List<RefusedBid> refusals = new ArrayList<>();
    private final List<Bidder> newcomers = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final Map<UUID, String> traces = new HashMap<>();

    private @Nullable String trace;

    private long seq;
    private long auditSeq;
    private Instant lastAt;
    private byte[] head;

    LotLedger(UUID lot, long seq, long auditSeq, Instant lastAt, byte[] head) {
        this.lot = lot;
        this.seq = seq;
        this.auditSeq = auditSeq;
        this.lastAt = lastAt;
        this.head = head;
    }

    static LotLedger begin(UUID lot, Instant at) {
        return new LotLedger(lot, -1, -1, at, Seal.genesis());
    }

    /// A step back of the database's clock must not turn the order of decisions round.
    Instant notBefore(Instant at) {
        return at.isBefore(lastAt) ? lastAt : at;
    }

    CanonicalJson nextEntry(Instant at, Kind kind) {
        lastAt = at;
        return new CanonicalJson()
                .put("auctionId", lot.toString())
                .put("seq", seq + 1)
                .put("at", at)
                .put("kind", kind.name());
    }

    /// @param entry as begun by [#nextEntry]
    void record(Kind kind, Secret secret, List<Long> retracts, CanonicalJson entry) {
        seq++;
        auditSeq++;
        var text = entry.toString();
        head = Seal.chain(head, text);
        entries.add(
                new LogEntry(
                        lot,
                        seq,
                        auditSeq,
                        lastAt,
                        kind,
                        secret.bidder(),
                        secret.enteredBy(),
                        secret.amount(),
                        secret.salt(),
                        retracts,
                        text,
                        head));
    }

    void refuse(Bidder bidder, String enteredBy, long amount, Refusal reason, Instant at) {
        auditSeq++;
        refusals.add(
                new RefusedBid(lot, auditSeq, at, bidder.key(), enteredBy, amount, reason.name()));
    }

    void welcome(Bidder newcomer) {
        newcomers.add(newcomer);
    }

    void announce(BidEvent event) {
        add(Topics.BID_EVENTS.event(lot, seq, event));
    }

    void tell(PrivateBidEvent event) {
        add(Topics.BID_PRIVATE.event(lot, event.seq(), event));
    }

    private void add(Event event) {
        events.add(event);
        if (trace != null) {
            traces.put(event.id(), trace);
        }
    }

    /// What is told from now on belongs to this trace.
    void follow(@Nullable String trace) {
        this.trace = trace;
    }

    long seq() {
        return seq;
    }

    long auditSeq() {
        return auditSeq;
    }

    Instant lastAt() {
        return lastAt;
    }

    byte[] head() {
        return head;
    }

    List<LogEntry> entries() {
        return entries;
    }

    List<RefusedBid> refusals() {
        return refusals;
    }

    List<Bidder> newcomers() {
        return newcomers;
    }

    List<Event> events() {
        return events;
    }

    /// By event id.
    Map<UUID, String> traces() {
        return traces;
    }

    boolean isEmpty() {
        return entries.isEmpty() && refusals.isEmpty() && events.isEmpty();
    }

    /// What the log keeps to itself: whose decision it is, and the amount behind a commitment.
    record Secret(
            @Nullable String bidder,
            @Nullable String enteredBy,
            @Nullable Long amount,
            byte @Nullable [] salt) {

        static final Secret NONE = new Secret(null, null, null, null);

        static Secret of(Bidder bidder) {
            return new Secret(bidder.key(), null, null, null);
        }

        static Secret amount(@Nullable Long amount) {
            return new Secret(null, null, amount, amount == null ? null : Seal.newSalt());
        }

        static Secret max(Bidder bidder, String enteredBy, long max) {
            return new Secret(bidder.key(), enteredBy, max, Seal.newSalt());
        }

        @Nullable String commitment() {
            return amount == null || salt == null ? null : Seal.commitment(salt, amount);
        }
    }

    /// Kept for operators.
    record RefusedBid(
            UUID auctionId,
            long auditSeq,
            Instant at,
            String bidder,
            String enteredBy,
            long amount,
            String code) {}
}
