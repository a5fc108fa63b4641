package ecomauction.bid.lot;

import ecomauction.bid.log.CanonicalJson;
import ecomauction.bid.log.LogEntry;
import ecomauction.bid.log.LogEntry.Kind;
import ecomauction.bid.log.Seal;
import ecomauction.bid.lot.BidOutcome.Accepted;
import ecomauction.bid.lot.BidOutcome.Done;
import ecomauction.bid.lot.BidOutcome.Refused;
import ecomauction.bid.rules.LotState;
import ecomauction.bid.rules.LotState.Status;
import ecomauction.bid.rules.ProxyBidding;
import ecomauction.bid.rules.ProxyBidding.PastBid;
import ecomauction.bid.rules.Refusal;
import ecomauction.bid.rules.Retraction;
import ecomauction.bid.rules.Terms;
import ecomauction.bid.rules.Verdict;
import ecomauction.contracts.Event;
import ecomauction.contracts.Money;
import ecomauction.contracts.Topics;
import ecomauction.contracts.bid.BidEvent;
import ecomauction.contracts.bid.BidEvent.BidAccepted;
import ecomauction.contracts.bid.BidEvent.BidRetracted;
import ecomauction.contracts.bid.BidEvent.LotClosed;
import ecomauction.contracts.bid.BidEvent.LotClosed.Outcome;
import ecomauction.contracts.bid.BidEvent.LotClosed.Reason;
import ecomauction.contracts.bid.BidEvent.LotExtended;
import ecomauction.contracts.bid.BidEvent.ReserveMet;
import ecomauction.contracts.bid.BidEvent.UpdateRefused;
import ecomauction.contracts.bid.PrivateBidEvent;
import ecomauction.contracts.bid.PrivateBidEvent.BidRaised;
import ecomauction.contracts.bid.PrivateBidEvent.BidderJoined;
import ecomauction.contracts.bid.PrivateBidEvent.BidderOutbid;
import ecomauction.contracts.bid.PrivateBidEvent.LotSold;
import ecomauction.contracts.bid.PrivateBidEvent.LotWon;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A lot under lock: judges what comes, and collects what must be saved with it — log entries,
/// refusals, bidders, events. No I/O: `Lots` locks and saves.
public final class Lot {

    private static final Duration EARLY = Duration.ofHours(12);

    private final UUID id;
    private final Map<String, Bidder> bidders = new HashMap<>();

    private LotTerms terms;
    private LotState state;
    private @Nullable Bidder leader;
    private long seq;
    private long auditSeq;
    private long termsSeq;
    private int bidderCount;
    private Instant lastAt;
    private byte[] head;
    private @Nullable Reason closeReason;

    private final List<LogEntry> entries = new ArrayList<>();
    private final List<RefusedBid> refusals = new ArrayList<>();
    private final List<Bidder> newcomers = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();

    private Lot(UUID id, LotTerms terms, LotState state, Instant at) {
        this.id = id;
        this.terms = terms;
        this.state = state;
        this.lastAt = at;
        this.head = Seal.genesis();
        this.seq = -1;
        this.auditSeq = -1;
    }

    /// The lot comes under the hammer; its first entry holds the terms.
    public static Lot open(UUID id, LotTerms terms, Instant at) {
        var lot = new Lot(id, terms, LotState.opened(terms.rules(), terms.reserve()), at);
        lot.recordTerms(Kind.OPENED);
        return lot;
    }

    /// As it was saved.
    static Lot restored(Saved row, LotTerms terms) {
        var lot = new Lot(row.id(), terms, row.state(), row.lastAt());
        lot.leader = row.leader();
        lot.seq = row.seq();
        lot.auditSeq = row.auditSeq();
        lot.termsSeq = row.termsSeq();
        lot.bidderCount = row.bidderCount();
        lot.head = row.head();
        lot.closeReason = row.closeReason();
        if (lot.leader != null) {
            lot.bidders.put(lot.leader.key(), lot.leader);
        }
        return lot;
    }

    void knows(Bidder bidder) {
        bidders.put(bidder.key(), bidder);
    }

    // --- bids -----------------------------------------------------------------------------------

    /// @param receivedAt by the database's clock, taken before the lock
    public BidOutcome bid(
            Bidder newcomer,
            String enteredBy,
            Money max,
            @Nullable Long expectedSeq,
            Instant receivedAt) {
        var bidder = bidders.getOrDefault(newcomer.key(), newcomer);
        var at = notBefore(receivedAt);
        var verdict =
                ProxyBidding.judge(
                        terms.rules(), state, bidder.key(), max.amount(), max.currency(), at);
        return switch (checked(verdict, bidder, expectedSeq)) {
            case Verdict.Refused(var reason) -> refuse(bidder, enteredBy, max, reason, at);
            case Verdict.Accepted(var kind, var next) ->
                    accept(numbered(bidder, at), enteredBy, max, kind, next, at);
        };
    }

    /// Who may not bid at all is told so before the amount is looked at.
    private Verdict checked(Verdict verdict, Bidder bidder, @Nullable Long expectedSeq) {
        if (verdict instanceof Verdict.Refused(var reason)
                && reason.compareTo(Refusal.SELLER_CANNOT_BID) <= 0) {
            return verdict;
        }
        if (bidder.blocked()) {
            return new Verdict.Refused(Refusal.BIDDER_BLOCKED);
        }
        return expectedSeq != null && expectedSeq != seq
                ? new Verdict.Refused(Refusal.STATE_MOVED)
                : verdict;
    }

    private BidOutcome refuse(
            Bidder bidder, String enteredBy, Money max, Refusal reason, Instant at) {
        auditSeq++;
        refusals.add(
                new RefusedBid(
                        id, auditSeq, at, bidder.key(), enteredBy, max.amount(), reason.name()));
        return new Refused(reason);
    }

    private BidOutcome accept(
            Bidder bidder,
            String enteredBy,
            Money max,
            Verdict.Kind kind,
            LotState next,
            Instant at) {
        var before = state;
        var outbid = kind == Verdict.Kind.LEADING ? leader : null;
        become(next, kind == Verdict.Kind.COUNTERED ? leader : bidder);
        var salt = Seal.newSalt();
        var entry =
                nextEntry(at, Kind.valueOf(kind.name()))
                        .put("bidder", bidder.alias())
                        .put("commitment", Seal.commitment(salt, max.amount()));
        record(Kind.valueOf(kind.name()), bidder, enteredBy, max.amount(), salt, List.of(), entry);
        announceBid(bidder, kind, at);
        if (outbid != null) {
            tell(
                    new BidderOutbid(
                            id,
                            seq,
                            outbid.toContract(),
                            money(state.price()),
                            minNext(),
                            state.endsAt(),
                            at));
        }
        announceChanges(before, at);
        return new Accepted(seq, kind, bidder.key().equals(state.leader()), at);
    }

    private void announceBid(Bidder bidder, Verdict.Kind kind, Instant at) {
        if (kind == Verdict.Kind.RAISED) {
            tell(new BidRaised(id, seq, bidder.toContract(), at));
            return;
        }
        announce(
                new BidAccepted(
                        id,
                        seq,
                        BidAccepted.Kind.valueOf(kind.name()),
                        bidder.alias(),
                        String.valueOf(leaderAlias()),
                        money(state.price()),
                        minNext(),
                        state.bidCount(),
                        state.reserveMet(),
                        state.endsAt(),
                        at));
    }

    private void announceChanges(LotState before, Instant at) {
        if (!state.endsAt().equals(before.endsAt())) {
            announce(new LotExtended(id, seq, state.endsAt(), state.extensions(), at));
        }
        if (before.reserve() != null && !before.reserveMet() && state.reserveMet()) {
            announce(new ReserveMet(id, seq, money(state.price()), at));
        }
    }

    private Bidder numbered(Bidder bidder, Instant at) {
        if (bidder.number() > 0) {
            return bidder;
        }
        var joined = bidder.numbered(++bidderCount);
        bidders.put(joined.key(), joined);
        newcomers.add(joined);
        tell(new BidderJoined(id, seq + 1, joined.toContract(), joined.alias(), at));
        return joined;
    }

    // --- other acts -----------------------------------------------------------------------------

    public BidOutcome buyNow(Bidder newcomer, Money expectedPrice, Instant receivedAt) {
        var buyer = bidders.getOrDefault(newcomer.key(), newcomer);
        var at = notBefore(receivedAt);
        var refusal = refusalOfBuyNow(buyer, expectedPrice, at);
        if (refusal != null) {
            return refuse(buyer, buyer.userId(), expectedPrice, refusal, at);
        }
        buyer = numbered(buyer, at);
        become(
                ProxyBidding.buyNow(terms.rules(), state, buyer.key(), expectedPrice.amount()),
                buyer);
        closeReason = Reason.BUY_NOW;
        record(
                Kind.BUY_NOW,
                buyer,
                buyer.userId(),
                null,
                null,
                List.of(),
                nextEntry(at, Kind.BUY_NOW).put("bidder", buyer.alias()));
        recordClosed(at, Reason.BUY_NOW);
        return new Done(seq);
    }

    private @Nullable Refusal refusalOfBuyNow(Bidder buyer, Money expectedPrice, Instant at) {
        var byTime = ProxyBidding.refusalByTime(terms.rules(), state, at);
        if (byTime != null) {
            return byTime;
        }
        if (buyer.key().equals(terms.rules().seller())) {
            return Refusal.SELLER_CANNOT_BID;
        }
        if (buyer.blocked()) {
            return Refusal.BIDDER_BLOCKED;
        }
        var offer = terms.rules().buyNow();
        if (offer == null || !state.buyNowActive(terms.rules())) {
            return Refusal.BUY_NOW_GONE;
        }
        return expectedPrice.equals(money(offer.price())) ? null : Refusal.BUY_NOW_PRICE_MISMATCH;
    }

    /// @param past the accepted bids that still count, in their order
    public BidOutcome retract(
            Bidder bidder, long asked, List<CountingBid> past, String reason, Instant now) {
        var at = notBefore(now);
        var byTime = ProxyBidding.refusalByTime(terms.rules(), state, at);
        if (byTime != null) {
            return new Refused(byTime);
        }
        var own =
                past.stream()
                        .filter(bid -> bid.bidder().equals(bidder.key()))
                        .map(bid -> new Retraction.Own(bid.seq(), bid.at()))
                        .toList();
        if (own.stream().noneMatch(bid -> bid.seq() == asked)) {
            return new Refused(Refusal.RETRACTION_NOT_ALLOWED);
        }
        return Retraction.allowed(terms.rules(), state, own, asked, at)
                .map(gone -> takeBack(Kind.RETRACTED, bidder, gone, past, reason, at))
                .orElseGet(() -> new Refused(Refusal.RETRACTION_NOT_ALLOWED));
    }

    /// The seller or an operator removes a bidder with all bids.
    public BidOutcome block(Bidder bidder, List<CountingBid> past, String reason, Instant now) {
        var at = notBefore(now);
        if (state.status() != Status.OPEN) {
            return new Refused(Refusal.AUCTION_CLOSED);
        }
        var gone =
                past.stream()
                        .filter(bid -> bid.bidder().equals(bidder.key()))
                        .map(CountingBid::seq)
                        .toList();
        return takeBack(Kind.BLOCKED, bidder, gone, past, reason, at);
    }

    private BidOutcome takeBack(
            Kind kind,
            Bidder bidder,
            List<Long> gone,
            List<CountingBid> past,
            String reason,
            Instant at) {
        var remaining =
                past.stream()
                        .filter(bid -> !gone.contains(bid.seq()))
                        .map(bid -> new PastBid(bid.bidder(), bid.max()))
                        .toList();
        var next = ProxyBidding.withoutRetracted(terms.rules(), state, remaining);
        become(next, next.leader() == null ? null : bidders.get(next.leader()));
        var list = gone.stream().map(Object::toString).collect(Collectors.joining(",", "[", "]"));
        var entry =
                nextEntry(at, kind)
                        .put("bidder", bidder.alias())
                        .putJson("retracted", list)
                        .put("reason", reason);
        record(kind, bidder, null, null, null, gone, entry);
        announce(
                new BidRetracted(
                        id,
                        seq,
                        bidder.alias(),
                        gone,
                        leaderAlias(),
                        leader == null ? null : money(state.price()),
                        minNext(),
                        state.bidCount(),
                        state.reserveMet(),
                        at));
        return new Done(seq);
    }

    // --- the seller's wishes --------------------------------------------------------------------

    /// New terms are taken as long as nobody has ever bid; afterwards only a lower reserve.
    public void changeTerms(LotTerms wished, long revision, Instant now) {
        var at = notBefore(now);
        if (state.status() != Status.OPEN || !at.isBefore(state.endsAt())) {
            refuseUpdate(revision, Refusal.AUCTION_CLOSED, at);
        } else if (terms.sameButReserve(wished) && sameReserve(wished)) {
            return;
        } else if (bidderCount == 0) {
            terms = wished;
            state = LotState.opened(wished.rules(), wished.reserve());
            recordTerms(Kind.TERMS_CHANGED);
        } else if (terms.sameButReserve(wished) && lowersReserve(wished)) {
            lowerReserve(wished.reserve(), at);
        } else {
            refuseUpdate(revision, Refusal.LOCKED_BY_BIDS, at);
        }
    }

    private boolean sameReserve(LotTerms wished) {
        return java.util.Objects.equals(state.reserve(), wished.reserve());
    }

    private boolean lowersReserve(LotTerms wished) {
        var now = state.reserve();
        var then = wished.reserve();
        return now != null && (then == null || (then < now && then > state.price()));
    }

    private void lowerReserve(@Nullable Long reserve, Instant at) {
        var before = state;
        become(ProxyBidding.lowerReserve(terms.rules(), state, reserve), leader);
        var salt = reserve == null ? null : Seal.newSalt();
        var commitment = reserve == null || salt == null ? null : Seal.commitment(salt, reserve);
        record(
                Kind.RESERVE_LOWERED,
                null,
                null,
                reserve,
                salt,
                List.of(),
                nextEntry(at, Kind.RESERVE_LOWERED).put("reserveCommitment", commitment));
        announceChanges(before, at);
    }

    /// Without bids at any time; with bids while more than 12 hours are left; an operator always.
    public void cancel(long revision, boolean byOperator, Instant now) {
        var at = notBefore(now);
        if (state.status() != Status.OPEN) {
            if (state.status() != Status.CANCELLED) {
                refuseUpdate(revision, Refusal.AUCTION_CLOSED, at);
            }
            return;
        }
        var early = Duration.between(at, state.endsAt()).compareTo(EARLY) > 0;
        if (byOperator || state.leader() == null || early) {
            become(ProxyBidding.cancel(state), leader);
            recordClosed(at, Reason.CANCELLED);
        } else {
            refuseUpdate(revision, Refusal.CANCEL_TOO_LATE, at);
        }
    }

    private void refuseUpdate(long revision, Refusal reason, Instant at) {
        var inForce = terms.publishedWithReserve(state.reserve());
        announce(new UpdateRefused(id, revision, reason.name(), inForce, at));
    }

    public BidOutcome sellToLeader(Instant now) {
        var at = notBefore(now);
        var refusal = ProxyBidding.refusalByTime(terms.rules(), state, at);
        if (refusal != null) {
            return new Refused(refusal);
        }
        if (leader == null) {
            return new Refused(Refusal.NO_LEADER);
        }
        become(ProxyBidding.sellToLeader(state), leader);
        recordClosed(at, Reason.SOLD_BY_SELLER);
        return new Done(seq);
    }

    // --- the end --------------------------------------------------------------------------------

    /// The hammer falls, once.
    public void close(Instant now) {
        if (state.status() != Status.OPEN) {
            return;
        }
        become(ProxyBidding.close(state), leader);
        var unsold = leader == null ? Reason.NO_BIDS : Reason.RESERVE_NOT_MET;
        recordClosed(notBefore(now), state.status() == Status.SOLD ? Reason.HAMMER : unsold);
    }

    private void recordClosed(Instant at, Reason reason) {
        closeReason = reason;
        var sold = state.status() == Status.SOLD;
        var winner = sold ? leader : null;
        var entry =
                nextEntry(at, Kind.CLOSED)
                        .put("reason", reason.name())
                        .put("outcome", state.status().name())
                        .put("winner", winner == null ? null : winner.alias())
                        .put("hammerPrice", sold ? (Long) state.price() : null);
        record(Kind.CLOSED, null, null, null, null, List.of(), entry);
        announce(
                new LotClosed(
                        id,
                        seq,
                        Outcome.valueOf(state.status().name()),
                        reason,
                        winner == null ? null : winner.alias(),
                        sold ? money(state.price()) : null,
                        state.bidCount(),
                        Seal.hex(head),
                        at));
        if (winner != null) {
            var price = money(state.price());
            var who = winner.toContract();
            tell(new LotWon(id, seq, who, price, at));
            tell(new LotSold(id, seq, terms.rules().seller(), who, price, at));
        }
    }

    // --- recording ------------------------------------------------------------------------------

    /// A step back of the database's clock must not turn the order of decisions round.
    private Instant notBefore(Instant at) {
        return at.isBefore(lastAt) ? lastAt : at;
    }

    private void become(LotState next, @Nullable Bidder newLeader) {
        state = next;
        leader = newLeader;
    }

    private void recordTerms(Kind kind) {
        var reserve = state.reserve();
        var salt = reserve == null ? null : Seal.newSalt();
        var commitment = reserve == null || salt == null ? null : Seal.commitment(salt, reserve);
        var entry = nextEntry(lastAt, kind).putJson("terms", terms.canonical(commitment));
        termsSeq = seq + 1;
        record(kind, null, null, reserve, salt, List.of(), entry);
    }

    private CanonicalJson nextEntry(Instant at, Kind kind) {
        lastAt = at;
        return new CanonicalJson()
                .put("auctionId", id.toString())
                .put("seq", seq + 1)
                .put("at", at)
                .put("kind", kind.name());
    }

    private void record(
            Kind kind,
            @Nullable Bidder bidder,
            @Nullable String enteredBy,
            @Nullable Long amount,
            byte @Nullable [] salt,
            List<Long> retracts,
            CanonicalJson entry) {
        seq++;
        auditSeq++;
        var text = entry.putJson("state", canonicalState()).toString();
        head = Seal.chain(head, text);
        var key = bidder == null ? null : bidder.key();
        entries.add(
                new LogEntry(
                        id, seq, auditSeq, lastAt, kind, key, enteredBy, amount, salt, retracts,
                        text, head));
    }

    private String canonicalState() {
        return new CanonicalJson()
                .put("leader", leaderAlias())
                .put("price", leader == null ? null : (Long) state.price())
                .put("minNext", state.minNext(terms.rules()))
                .put("bidCount", (long) state.bidCount())
                .put("reserveMet", state.reserveMet())
                .put("buyNowAvailable", state.buyNowActive(terms.rules()))
                .put("endsAt", state.endsAt())
                .put("extensions", (long) state.extensions())
                .toString();
    }

    private void announce(BidEvent event) {
        events.add(Topics.BID_EVENTS.event(id, seq, event));
    }

    private void tell(PrivateBidEvent event) {
        events.add(Topics.BID_PRIVATE.event(id, event.seq(), event));
    }

    // --- what it holds --------------------------------------------------------------------------

    public UUID id() {
        return id;
    }

    public Terms rules() {
        return terms.rules();
    }

    public LotTerms terms() {
        return terms;
    }

    public LotState state() {
        return state;
    }

    public long termsSeq() {
        return termsSeq;
    }

    public long seq() {
        return seq;
    }

    public Money money(long amount) {
        return terms.money(amount);
    }

    public Money minNext() {
        return money(state.minNext(terms.rules()));
    }

    public @Nullable String leaderAlias() {
        return leader == null ? null : leader.alias();
    }

    public @Nullable Reason closeReason() {
        return closeReason;
    }

    Saved saved() {
        return new Saved(
                id, state, leader, seq, auditSeq, termsSeq, bidderCount, lastAt, head, closeReason);
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

    boolean changed() {
        return !entries.isEmpty() || !refusals.isEmpty() || !events.isEmpty();
    }

    /// A lot's row.
    record Saved(
            UUID id,
            LotState state,
            @Nullable Bidder leader,
            long seq,
            long auditSeq,
            long termsSeq,
            int bidderCount,
            Instant lastAt,
            byte[] head,
            @Nullable Reason closeReason) {}

    /// Kept for operators.
    record RefusedBid(
            UUID auctionId,
            long auditSeq,
            Instant at,
            String bidder,
            String enteredBy,
            long amount,
            String code) {}

    /// An accepted bid that was not taken back.
    public record CountingBid(long seq, Instant at, String bidder, long max) {}
}
