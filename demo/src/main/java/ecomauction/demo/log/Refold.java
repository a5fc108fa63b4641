package ecomauction.demo.log;

import static java.util.Objects.requireNonNull;

import ecomauction.demo.log.LogEntry.Kind;
import ecomauction.demo.log.LogEntry.Outcome;
import ecomauction.demo.log.LogEntry.State;
import ecomauction.demo.log.LogEntry.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Decides a lot again from its opened log, entry by entry, and says where the log differs.
///
/// It goes on with what the rules give, not with what the log says: so each wrong figure is named.
final class Refold {

    private static final Duration EARLY = Duration.ofHours(12);
    private static final Duration FRESH = Duration.ofHours(1);

    private final List<Bid> bids = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private Terms terms;
    private @Nullable Long reserve;
    private Standing standing = Standing.NONE;
    private Instant endsAt;
    private int extensions;
    private boolean offerGone;
    private boolean ended;
    private boolean boughtNow;

    Refold(LogLine first) {
        terms = requireNonNull(requireNonNull(first.entry()).terms(), "terms");
        endsAt = terms.endsAt();
        begin(terms, first.opening());
        compare(requireNonNull(first.entry()).state());
    }

    boolean ended() {
        return ended;
    }

    Instant endsAt() {
        return endsAt;
    }

    /// Empties the list: what is wrong with the entry that was applied last.
    List<String> problems() {
        var found = List.copyOf(problems);
        problems.clear();
        return found;
    }

    void apply(LogLine line) {
        var entry = requireNonNull(line.entry());
        check(!ended, "comes after the end");
        switch (entry.kind()) {
            case OPENED -> problems.add("opened twice");
            case FIRST, LEADING, COUNTERED, RAISED -> bid(entry, offerOf(line));
            case BUY_NOW -> buyNow(entry);
            case TERMS_CHANGED -> changeTerms(entry, line.opening());
            case RESERVE_LOWERED -> lowerReserve(line.opening());
            case RETRACTED -> retract(entry, true);
            case BLOCKED -> retract(entry, false);
            case CLOSED -> close(entry);
        }
        compare(entry.state());
    }

    private void begin(Terms newTerms, LogLine.@Nullable Opening opening) {
        terms = newTerms;
        reserve = opening == null ? null : opening.amount();
        endsAt = newTerms.endsAt();
        offerGone = newTerms.buyNowPrice() == null;
        check(reserve == null || reserve >= newTerms.startPrice(), "reserve below the start price");
    }

    private static long offerOf(LogLine line) {
        return requireNonNull(requireNonNull(line.opening(), "opening").amount(), "max");
    }

    private void bid(LogEntry entry, long offer) {
        var bidder = requireNonNull(entry.bidder(), "bidder");
        checkTime(entry.at());
        var kind = standing.kindOf(bidder, offer);
        check(entry.kind() == kind, "is " + entry.kind() + ", by the rules " + kind);
        checkOffer(kind, offer);
        bids.add(new Bid(entry.seq(), bidder, offer, entry.at()));
        standing = standing.after(bidder, offer, terms, reserve);
        settleOffer();
        if (kind != Kind.RAISED) {
            extend(entry.at());
        }
    }

    private void checkTime(Instant at) {
        check(!at.isBefore(terms.startsAt()), "taken before the start");
        check(at.isBefore(endsAt), "taken at or after the end " + endsAt);
    }

    private void checkOffer(Kind kind, long offer) {
        var buyNow = terms.buyNowPrice();
        check(buyNow == null || !offerStands() || offer < buyNow, "reaches the buy-now price");
        var least = kind == Kind.RAISED ? standing.max() + 1 : standing.minNext(terms);
        check(offer >= least, "offers " + offer + ", less than " + least);
    }

    private void extend(Instant at) {
        var rule = terms.softClose();
        if (rule == null
                || extensions >= rule.maxExtensions()
                || Duration.between(at, endsAt).compareTo(Duration.ofMillis(rule.windowMillis()))
                        > 0) {
            return;
        }
        var from = rule.mode().equals("FROM_END") ? endsAt : at;
        var newEnd = from.plusMillis(rule.extensionMillis());
        var hardEnd = terms.hardEnd();
        if (hardEnd != null && newEnd.isAfter(hardEnd)) {
            newEnd = hardEnd;
        }
        if (newEnd.isAfter(endsAt)) {
            endsAt = newEnd;
            extensions++;
        }
    }

    private void buyNow(LogEntry entry) {
        checkTime(entry.at());
        check(offerStands(), "bought at an offer that is gone");
        var price = Objects.requireNonNullElse(terms.buyNowPrice(), 0L);
        standing = new Standing(entry.bidder(), price, price, standing.bids());
        boughtNow = true;
        offerGone = true;
    }

    private void changeTerms(LogEntry entry, LogLine.@Nullable Opening opening) {
        check(standing.leader() == null, "terms changed after a bid");
        begin(requireNonNull(entry.terms(), "terms"), opening);
    }

    private void lowerReserve(LogLine.@Nullable Opening opening) {
        var lowered = opening == null ? null : opening.amount();
        check(reserve != null, "there was no reserve to lower");
        if (lowered != null && reserve != null) {
            check(lowered < reserve, "reserve not lowered");
            check(lowered > standing.price(), "reserve lowered to what is offered already");
        }
        reserve = lowered;
        standing = standing.jumped(reserve);
        settleOffer();
    }

    private void retract(LogEntry entry, boolean byBidder) {
        var bidder = requireNonNull(entry.bidder(), "bidder");
        var gone = requireNonNull(entry.retracted(), "retracted");
        var own = bids.stream().filter(bid -> bid.bidder().equals(bidder)).toList();
        var all = own.stream().map(Bid::seq).toList();
        if (byBidder) {
            checkRetraction(entry.at(), gone, own, all);
        } else {
            check(gone.equals(all), "removes " + gone + ", the bidder's bids are " + all);
        }
        bids.removeIf(bid -> gone.contains(bid.seq()));
        var before = standing;
        standing = Standing.NONE;
        bids.forEach(bid -> standing = standing.after(bid.bidder(), bid.max(), terms, reserve));
        standing = standing.leader() == null ? standing : standing.atMost(before.price());
        settleOffer();
    }

    private void checkRetraction(Instant at, List<Long> gone, List<Bid> own, List<Long> all) {
        var left = Duration.between(at, endsAt);
        var rule = terms.softClose();
        check(
                rule == null || left.compareTo(Duration.ofMillis(rule.windowMillis())) > 0,
                "retracted in the last minutes");
        if (left.compareTo(EARLY) > 0) {
            check(gone.equals(all), "retracts " + gone + ", the bidder's bids are " + all);
        } else {
            check(
                    !own.isEmpty()
                            && gone.equals(List.of(own.getLast().seq()))
                            && Duration.between(own.getLast().at(), at).compareTo(FRESH) <= 0,
                    "retracts " + gone + ", late and not the latest bid within its hour");
        }
    }

    private void close(LogEntry entry) {
        ended = true;
        var bySeller = Objects.equals(entry.reason(), "SOLD_BY_SELLER");
        if (entry.outcome() == Outcome.CANCELLED) {
            checkResult(entry, Outcome.CANCELLED, "CANCELLED");
        } else if (boughtNow) {
            checkResult(entry, Outcome.SOLD, "BUY_NOW");
        } else if (bySeller) {
            check(entry.at().isBefore(endsAt), "sold by the seller after the end");
            reserve = null;
            checkResult(entry, Outcome.SOLD, "SOLD_BY_SELLER");
        } else {
            check(!entry.at().isBefore(endsAt), "closed before the end " + endsAt);
            var sold = standing.meets(reserve);
            var unsold = standing.leader() == null ? "NO_BIDS" : "RESERVE_NOT_MET";
            checkResult(entry, sold ? Outcome.SOLD : Outcome.UNSOLD, sold ? "HAMMER" : unsold);
        }
    }

    private void checkResult(LogEntry entry, Outcome outcome, String reason) {
        var sold = outcome == Outcome.SOLD;
        differs("outcome", entry.outcome(), outcome);
        if (outcome != Outcome.CANCELLED) {
            differs("reason", entry.reason(), reason);
        }
        differs("winner", entry.winner(), sold ? standing.leader() : null);
        differs("hammerPrice", entry.hammerPrice(), sold ? (Long) standing.price() : null);
        check(!sold || standing.leader() != null, "sold to nobody");
    }

    /// An offer whose policy fails once never comes back.
    private void settleOffer() {
        offerGone = offerGone || !offerStands();
    }

    private boolean offerStands() {
        var price = terms.buyNowPrice();
        if (offerGone || ended || price == null) {
            return false;
        }
        return switch (Objects.requireNonNullElse(terms.buyNowPolicy(), "")) {
            case "UNTIL_FIRST_BID" -> standing.leader() == null;
            case "UNTIL_RESERVE_MET" -> !standing.meets(reserve);
            case "UNTIL_PRICE_PCT" ->
                    standing.price() * 100
                            < price * Objects.requireNonNullElse(terms.buyNowPercent(), 0);
            case "ALWAYS_ABOVE_PRICE" -> standing.price() < price;
            default -> false;
        };
    }

    private void compare(State logged) {
        differs("leader", logged.leader(), standing.leader());
        differs("price", logged.price(), standing.leader() == null ? null : standing.price());
        differs("minNext", logged.minNext(), standing.minNext(terms));
        differs("bidCount", logged.bidCount(), standing.bids());
        differs("reserveMet", logged.reserveMet(), standing.meets(reserve));
        differs("buyNowAvailable", logged.buyNowAvailable(), offerStands());
        differs("endsAt", logged.endsAt(), endsAt);
        differs("extensions", logged.extensions(), extensions);
    }

    private void differs(String name, @Nullable Object logged, @Nullable Object right) {
        check(Objects.equals(logged, right), name + " is " + logged + ", by the rules " + right);
    }

    private void check(boolean good, String problem) {
        if (!good) {
            problems.add(problem);
        }
    }

    /// An accepted bid that nobody has taken back.
    private record Bid(long seq, String bidder, long max, Instant at) {}
}
