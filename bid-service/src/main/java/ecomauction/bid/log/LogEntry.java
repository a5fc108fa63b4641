package ecomauction.bid.log;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One row of the bid log.
///
/// @param bidder whose bid it is: a user's id or a paddle's key; secret
/// @param enteredBy the user who sent it; secret
/// @param amount the maximum, or the reserve: secret, committed to in `entry` with `salt`
/// @param retracts the decisions that this one takes back
/// @param entry canonical JSON: what was hashed and what the public sees
public record LogEntry(
        UUID auctionId,
        long seq,
        long auditSeq,
        Instant at,
        Kind kind,
        @Nullable String bidder,
        @Nullable String enteredBy,
        @Nullable Long amount,
        byte @Nullable [] salt,
        List<Long> retracts,
        String entry,
        byte[] hash) {

    public enum Kind {
        OPENED,
        FIRST,
        LEADING,
        COUNTERED,
        RAISED,
        BUY_NOW,
        TERMS_CHANGED,
        RESERVE_LOWERED,
        RETRACTED,
        BLOCKED,
        CLOSED
    }
}
