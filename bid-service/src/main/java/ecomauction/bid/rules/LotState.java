package ecomauction.bid.rules;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Where a lot stands: what folding its decisions in their order gives. Amounts in minor units.
///
/// @param leader null before the first bid; then `max` and `price` are 0
/// @param max the leader's maximum: secret
/// @param bidCount bids that count, so no raises of the leader
/// @param buyNowGone once gone, the offer never comes back
/// @param reserve the reserve as it is now: secret
public record LotState(
        Status status,
        @Nullable String leader,
        long max,
        long price,
        int bidCount,
        Instant endsAt,
        int extensions,
        boolean buyNowGone,
        @Nullable Long reserve) {

    public enum Status {
        OPEN,
        SOLD,
        UNSOLD,
        CANCELLED
    }

    public static LotState opened(Terms terms, @Nullable Long reserve) {
        return new LotState(
                Status.OPEN, null, 0, 0, 0, terms.endsAt(), 0, terms.buyNow() == null, reserve);
    }

    public boolean reserveMet() {
        return leader != null && (reserve == null || price >= reserve);
    }

    public long minNext(Terms terms) {
        return leader == null ? terms.startPrice() : price + terms.increments().at(price);
    }

    public boolean buyNowActive(Terms terms) {
        var offer = terms.buyNow();
        return offer != null
                && status == Status.OPEN
                && !buyNowGone
                && switch (offer.policy()) {
                    case UNTIL_FIRST_BID -> leader == null;
                    case UNTIL_RESERVE_MET -> !reserveMet();
                    case UNTIL_PRICE_PCT -> price * 100 < offer.price() * offer.percent();
                    case ALWAYS_ABOVE_PRICE -> price < offer.price();
                };
    }

    LotState led(@Nullable String newLeader, long newMax, long newPrice, int newCount) {
        return new LotState(
                status,
                newLeader,
                newMax,
                newPrice,
                newCount,
                endsAt,
                extensions,
                buyNowGone,
                reserve);
    }

    LotState extendedTo(Instant newEnd) {
        return new LotState(
                status, leader, max, price, bidCount, newEnd, extensions + 1, buyNowGone, reserve);
    }

    LotState withReserve(@Nullable Long newReserve) {
        return new LotState(
                status, leader, max, price, bidCount, endsAt, extensions, buyNowGone, newReserve);
    }

    LotState ended(Status end) {
        return new LotState(
                end, leader, max, price, bidCount, endsAt, extensions, buyNowGone, reserve);
    }

    /// The offer of a fixed price ends with the first decision that makes its policy fail.
    LotState settleBuyNow(Terms terms) {
        var gone = buyNowGone || !buyNowActive(terms);
        return new LotState(
                status, leader, max, price, bidCount, endsAt, extensions, gone, reserve);
    }
}
