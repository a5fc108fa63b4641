package ecomauction.bid.rules;

import ecomauction.bid.rules.LotState.Status;
import ecomauction.bid.rules.Terms.SoftClose;
import ecomauction.bid.rules.Verdict.Accepted;
import ecomauction.bid.rules.Verdict.Kind;
import ecomauction.bid.rules.Verdict.Refused;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// English auction with proxy bidding: a bidder names a maximum, the system bids for it just as far
/// as needed.
///
/// A price is always the fold of all decisions so far; a closed formula over the two best maxima
/// would be wrong, because a leader's raise never moves the price.
public final class ProxyBidding {

    /// Eight digits, as payment providers take at the most.
    public static final long LARGEST_AMOUNT = 99_999_999;

    private ProxyBidding() {}

    public static boolean isAmount(long amount) {
        return amount > 0 && amount <= LARGEST_AMOUNT;
    }

    /// @param at when the bid was received, never before the lot's last decision
    public static Verdict judge(
            Terms terms, LotState lot, String bidder, long max, String currency, Instant at) {
        var refusal = refusalOf(terms, lot, bidder, max, currency, at);
        return refusal == null ? accept(terms, lot, bidder, max, at) : new Refused(refusal);
    }

    /// Whether anybody at all may act on the lot now.
    public static @Nullable Refusal refusalByTime(Terms terms, LotState lot, Instant at) {
        if (lot.status() != Status.OPEN || !at.isBefore(lot.endsAt())) {
            return Refusal.AUCTION_CLOSED;
        }
        return at.isBefore(terms.startsAt()) ? Refusal.AUCTION_NOT_STARTED : null;
    }

    private static @Nullable Refusal refusalOf(
            Terms terms, LotState lot, String bidder, long max, String currency, Instant at) {
        var byTime = refusalByTime(terms, lot, at);
        if (byTime != null) {
            return byTime;
        }
        if (bidder.equals(terms.seller())) {
            return Refusal.SELLER_CANNOT_BID;
        }
        if (!currency.equals(terms.currency())) {
            return Refusal.CURRENCY_MISMATCH;
        }
        if (!isAmount(max)) {
            return Refusal.AMOUNT_INVALID;
        }
        var offer = terms.buyNow();
        if (offer != null && lot.buyNowActive(terms) && max >= offer.price()) {
            return Refusal.BUY_NOW_AVAILABLE;
        }
        if (bidder.equals(lot.leader())) {
            return max <= lot.max() ? Refusal.MAX_NOT_RAISED : null;
        }
        return max < lot.minNext(terms) ? Refusal.BID_TOO_LOW : null;
    }

    private static Accepted accept(Terms terms, LotState lot, String bidder, long max, Instant at) {
        var kind = kindOf(lot, bidder, max);
        var next = jumpToReserve(place(terms, lot, kind, bidder, max)).settleBuyNow(terms);
        return new Accepted(kind, kind == Kind.RAISED ? next : extend(terms, next, at));
    }

    private static Kind kindOf(LotState lot, String bidder, long max) {
        if (lot.leader() == null) {
            return Kind.FIRST;
        }
        if (bidder.equals(lot.leader())) {
            return Kind.RAISED;
        }
        return max > lot.max() ? Kind.LEADING : Kind.COUNTERED;
    }

    private static LotState place(Terms terms, LotState lot, Kind kind, String bidder, long max) {
        var steps = terms.increments();
        return switch (kind) {
            case FIRST -> lot.led(bidder, max, terms.startPrice(), 1);
            case RAISED -> lot.led(bidder, max, lot.price(), lot.bidCount());
            case LEADING -> {
                var price = Math.min(max, lot.max() + steps.at(lot.max()));
                yield lot.led(bidder, max, Math.max(lot.price(), price), lot.bidCount() + 1);
            }
            case COUNTERED -> {
                var price = Math.min(lot.max(), max + steps.at(max));
                yield lot.led(
                        lot.leader(), lot.max(), Math.max(lot.price(), price), lot.bidCount() + 1);
            }
        };
    }

    /// A maximum that reaches the reserve pays the reserve.
    private static LotState jumpToReserve(LotState lot) {
        var reserve = lot.reserve();
        return lot.leader() != null
                        && reserve != null
                        && lot.max() >= reserve
                        && lot.price() < reserve
                ? lot.led(lot.leader(), lot.max(), reserve, lot.bidCount())
                : lot;
    }

    private static LotState extend(Terms terms, LotState lot, Instant at) {
        var rule = terms.softClose();
        if (rule == null
                || lot.extensions() >= rule.maxExtensions()
                || at.isBefore(lot.endsAt().minus(rule.window()))) {
            return lot;
        }
        var from = rule.mode() == SoftClose.Mode.FROM_BID ? at : lot.endsAt();
        var wanted = from.plus(rule.extension());
        var newEnd = wanted.isAfter(rule.hardEnd()) ? rule.hardEnd() : wanted;
        return newEnd.isAfter(lot.endsAt()) ? lot.extendedTo(newEnd) : lot;
    }

    /// The seller lowers the reserve or takes it away; the price may jump to it.
    public static LotState lowerReserve(Terms terms, LotState lot, @Nullable Long reserve) {
        return jumpToReserve(lot.withReserve(reserve)).settleBuyNow(terms);
    }

    /// The state that the remaining bids give. A retraction never raises the price, never shortens
    /// the time.
    ///
    /// @param remaining the accepted bids that are left, in their order
    public static LotState withoutRetracted(Terms terms, LotState lot, List<PastBid> remaining) {
        var state = lot.led(null, 0, 0, 0);
        for (var bid : remaining) {
            var kind = kindOf(state, bid.bidder(), bid.max());
            state = jumpToReserve(place(terms, state, kind, bid.bidder(), bid.max()));
        }
        var price = Math.min(lot.price(), state.price());
        return state.led(state.leader(), state.max(), price, state.bidCount()).settleBuyNow(terms);
    }

    public static LotState buyNow(Terms terms, LotState lot, String buyer, long price) {
        return lot.led(buyer, price, price, lot.bidCount()).ended(Status.SOLD).settleBuyNow(terms);
    }

    /// The hammer falls.
    public static LotState close(LotState lot) {
        return lot.ended(lot.reserveMet() ? Status.SOLD : Status.UNSOLD);
    }

    /// The seller takes what is offered, and so waives the reserve.
    public static LotState sellToLeader(LotState lot) {
        return lot.withReserve(null).ended(Status.SOLD);
    }

    public static LotState cancel(LotState lot) {
        return lot.ended(Status.CANCELLED);
    }

    /// An accepted bid, as it is folded again after a retraction.
    public record PastBid(String bidder, long max) {}
}
