package ecomauction.bid.lot;

import ecomauction.contracts.bid.PrivateBidEvent;
import org.jspecify.annotations.Nullable;

/// Somebody who bids on a lot.
///
/// @param key unique within the lot: the user's id, or `paddle:` and the paddle
/// @param userId the subject of the token; for a paddle, of the clerk who entered its first bid
/// @param number by the order of first bids, 0 before the first
public record Bidder(
        String key, String userId, @Nullable String paddle, int number, boolean blocked) {

    public static Bidder newcomer(String userId, @Nullable String paddle) {
        return new Bidder(paddle == null ? userId : "paddle:" + paddle, userId, paddle, 0, false);
    }

    /// What others see.
    public String alias() {
        return paddle == null ? "bidder " + number : paddle;
    }

    Bidder numbered(int newNumber) {
        return new Bidder(key, userId, paddle, newNumber, blocked);
    }

    PrivateBidEvent.Bidder toContract() {
        return new PrivateBidEvent.Bidder(userId, paddle);
    }
}
