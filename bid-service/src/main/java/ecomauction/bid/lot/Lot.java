package ecomauction.bid.lot;

import ecomauction.bid.log.CanonicalJson;
import ecomauction.bid.log.LogEntry.Kind;
import ecomauction.bid.log.Seal;
import ecomauction.bid.lot.BidOutcome.Accepted;
import ecomauction.bid.lot.BidOutcome.Done;
import ecomauction.bid.lot.BidOutcome.Refused;
import ecomauction.bid.lot.LotLedger.Secret;
import ecomauction.bid.rules.LotState;
import ecomauction.bid.rules.LotState.Status;
import ecomauction.bid.rules.ProxyBidding;
import ecomauction.bid.rules.ProxyBidding.PastBid;
import ecomauction.bid.rules.Refusal;
import ecomauction.bid.rules.Retraction;
import ecomauction.bid.rules.Terms;
import ecomauction.bid.rules.Verdict;
import ecomauction.contracts.Money;
import ecomauction.contracts.bid.BidEvent.BidAccepted;
import ecomauction.contracts.bid.BidEvent.BidRetracted;
import ecomauction.contracts.bid.BidEvent.LotClosed;
import ecomauction.contracts.bid.BidEvent.LotClosed.Outcome;
import ecomauction.contracts.bid.BidEvent.LotClosed.Reason;
import ecomauction.contracts.bid.BidEvent.LotExtended;
import ecomauction.contracts.bid.BidEvent.ReserveMet;
import ecomauction.contracts.bid.BidEvent.UpdateRefused;
import ecomauction.contracts.bid.PrivateBidEvent.BidRaised;
import ecomauction.contracts.bid.PrivateBidEvent.BidderJoined;
import ecomauction.contracts.bid.PrivateBidEvent.BidderOutbid;
import ecomauction.contracts.bid.PrivateBidEvent.LotSold;
import ecomauction.contracts.bid.PrivateBidEvent.LotWon;
import java.time.Duration;
import java.time.Instant;
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
    private final LotLedger ledger;
    private final Map<String, Bidder> bidders = new HashMap<>();

    private LotTerms terms;
    private LotState state;
    private @Nullable Bidder leader;
    private long termsSeq;
    private int bidderCount;
    private @Nullable Reason closeReason;

    private Lot(UUID id, LotTerms terms, LotState state, LotLedger ledger) {
        this.id = id;
        this.terms = terms;
        this.state = state;
        this.ledger = ledger;
    }

    /// The lot comes under the hammer; its first entry holds the terms.
    public static Lot open(UUID id, LotTerms terms, Instant at) {
        var state = LotState.opened(terms.rules(), terms.reserve());
        var lot = new Lot(id, terms, state, LotLedger.begin(id, at));
        lot.recordTerms(Kind.OPENED, at);
        return lot;
    }

    /// As it was saved.
    static Lot restored(Saved row, LotTerms terms) {
        var ledger = new LotLedger(row.id(), row.seq(), row.auditSeq(), row.lastAt(), row.head());
        var lot = new Lot(row.id(), terms, row.state(), ledger);
        lot.leader = row.leader();
        lot.termsSeq = row.termsSeq();
        lot.bidderCount = row.bidderCount();
        lot.closeReason = row.closeReason();
        if (lot.leader != null) {
            lot.bidders.put(lot.leader.key(), lot.leader);
        }
        return lot;
    }

    /// Many requests are decided together; what is decided now belongs to the trace of this one.
    public void follow(@Nullable String trace) {
        ledger.follow(trace);
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
        var at = ledger.notBefore(receivedAt);
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
        return expectedSeq != null && expectedSeq != seq()
                ? new Verdict.Refused(Refusal.STATE_MOVED)
                : verdict;
    }

    private BidOutcome refuse(
            Bidder bidder, String enteredBy, Money max, Refusal reason, Instant at) {
        ledger.refuse(bidder, enteredBy, max.amount(), reason, at);
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
        var logged = Kind.valueOf(kind.name());
        var secret = Secret.max(bidder, enteredBy, max.amount());
        var entry =
                ledger.nextEntry(at, logged)
                        .put("bidder", bidder.alias())
                        .put("commitment", secret.commitment());
        record(logged, secret, List.of(), entry);
        announceBid(bidder, kind, at);
        if (outbid != null) {
            ledger.tell(
                    new BidderOutbid(
                            id,
                            seq(),
                            outbid.toContract(),
                            money(state.price()),
                            minNext(),
                            state.endsAt(),
                            at));
        }
        announceChanges(before, at);
        return new Accepted(seq(), kind, bidder.key().equals(state.leader()), at);
    }

    private void announceBid(Bidder bidder, Verdict.Kind kind, Instant at) {
        if (kind == Verdict.Kind.RAISED) {
            ledger.tell(new BidRaised(id, seq(), bidder.toContract(), at));
            return;
        }
        ledger.announce(
                new BidAccepted(
                        id,
                        seq(),
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
            ledger.announce(new LotExtended(id, seq(), state.endsAt(), state.extensions(), at));
        }
        if (before.reserve() != null && !before.reserveMet() && state.reserveMet()) {
            ledger.announce(new ReserveMet(id, seq(), money(state.price()), at));
        }
    }

    private Bidder numbered(Bidder bidder, Instant at) {
        if (bidder.number() > 0) {
            return bidder;
        }
        var joined = bidder.numbered(++bidderCount);
        bidders.put(joined.key(), joined);
        ledger.welcome(joined);
        ledger.tell(new BidderJoined(id, seq() + 1, joined.toContract(), joined.alias(), at));
        return joined;
    }

    // --- other acts -----------------------------------------------------------------------------

    public BidOutcome buyNow(Bidder newcomer, Money expectedPrice, Instant receivedAt) {
        var buyer = bidders.getOrDefault(newcomer.key(), newcomer);
        var at = ledger.notBefore(receivedAt);
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
                new Secret(buyer.key(), buyer.userId(), null, null),
                List.of(),
                ledger.nextEntry(at, Kind.BUY_NOW).put("bidder", buyer.alias()));
        recordClosed(at, Reason.BUY_NOW);
        return new Done(seq());
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
        var at = ledger.notBefore(now);
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
        var at = ledger.notBefore(now);
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
                ledger.nextEntry(at, kind)
                        .put("bidder", bidder.alias())
                        .putJson("retracted", list)
                        .put("reason", reason);
        record(kind, Secret.of(bidder), gone, entry);
        ledger.announce(
                new BidRetracted(
                        id,
                        seq(),
                        bidder.alias(),
                        gone,
                        leaderAlias(),
                        leader == null ? null : money(state.price()),
                        minNext(),
                        state.bidCount(),
                        state.reserveMet(),
                        at));
        return new Done(seq());
    }

    // --- the seller's wishes --------------------------------------------------------------------

    /// New terms are taken as long as nobody has ever bid; afterwards only a lower reserve.
    public void changeTerms(LotTerms wished, long revision, Instant now) {
        var at = ledger.notBefore(now);
        if (state.status() != Status.OPEN || !at.isBefore(state.endsAt())) {
            refuseUpdate(revision, Refusal.AUCTION_CLOSED, at);
        } else if (terms.sameButReserve(wished) && sameReserve(wished)) {
            return;
        } else if (bidderCount == 0) {
            terms = wished;
            state = LotState.opened(wished.rules(), wished.reserve());
            recordTerms(Kind.TERMS_CHANGED, at);
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
        var secret = Secret.amount(reserve);
        var entry =
                ledger.nextEntry(at, Kind.RESERVE_LOWERED)
                        .put("reserveCommitment", secret.commitment());
        record(Kind.RESERVE_LOWERED, secret, List.of(), entry);
        announceChanges(before, at);
    }

    /// Without bids at any time; with bids while more than 12 hours are left; an operator always.
    public void cancel(long revision, boolean byOperator, Instant now) {
        var at = ledger.notBefore(now);
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
        ledger.announce(new UpdateRefused(id, revision, reason.name(), inForce, at));
    }

    public BidOutcome sellToLeader(Instant now) {
        var at = ledger.notBefore(now);
        var refusal = ProxyBidding.refusalByTime(terms.rules(), state, at);
        if (refusal != null) {
            return new Refused(refusal);
        }
        if (leader == null) {
            return new Refused(Refusal.NO_LEADER);
        }
        become(ProxyBidding.sellToLeader(state), leader);
        recordClosed(at, Reason.SOLD_BY_SELLER);
        return new Done(seq());
    }

    // --- the end --------------------------------------------------------------------------------

    /// The hammer falls, once.
    public void close(Instant now) {
        if (state.status() != Status.OPEN) {
            return;
        }
        become(ProxyBidding.close(state), leader);
        var unsold = leader == null ? Reason.NO_BIDS : Reason.RESERVE_NOT_MET;
        recordClosed(ledger.notBefore(now), state.status() == Status.SOLD ? Reason.HAMMER : unsold);
    }

    private void recordClosed(Instant at, Reason reason) {
        closeReason = reason;
        var sold = state.status() == Status.SOLD;
        var winner = sold ? leader : null;
        var entry =
                ledger.nextEntry(at, Kind.CLOSED)
                        .put("reason", reason.name())
                        .put("outcome", state.status().name())
                        .put("winner", winner == null ? null : winner.alias())
                        .put("hammerPrice", sold ? (Long) state.price() : null);
        record(Kind.CLOSED, Secret.NONE, List.of(), entry);
        ledger.announce(
                new LotClosed(
                        id,
                        seq(),
                        Outcome.valueOf(state.status().name()),
                        reason,
                        winner == null ? null : winner.alias(),
                        sold ? money(state.price()) : null,
                        state.bidCount(),
                        Seal.hex(ledger.head()),
                        at));
        if (winner != null) {
            var price = money(state.price());
            var who = winner.toContract();
            ledger.tell(new LotWon(id, seq(), who, price, at));
            ledger.tell(new LotSold(id, seq(), terms.rules().seller(), who, price, at));
        }
    }

    // --- recording ------------------------------------------------------------------------------

    private void become(LotState next, @Nullable Bidder newLeader) {
        state = next;
        leader = newLeader;
    }

    private void recordTerms(Kind kind, Instant at) {
        var secret = Secret.amount(state.reserve());
        var entry =
                ledger.nextEntry(at, kind).putJson("terms", terms.canonical(secret.commitment()));
        termsSeq = seq() + 1;
        record(kind, secret, List.of(), entry);
    }

    private void record(Kind kind, Secret secret, List<Long> retracts, CanonicalJson entry) {
        ledger.record(kind, secret, retracts, entry.putJson("state", canonicalState()));
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
        return ledger.seq();
    }

    /// When the last decision was made: no later one is dated before it.
    public Instant lastAt() {
        return ledger.lastAt();
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
                id,
                state,
                leader,
                ledger.seq(),
                ledger.auditSeq(),
                termsSeq,
                bidderCount,
                ledger.lastAt(),
                ledger.head(),
                closeReason);
    }

    LotLedger ledger() {
        return ledger;
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

    /// An accepted bid that was not taken back.
    public record CountingBid(long seq, Instant at, String bidder, long max) {}
}
