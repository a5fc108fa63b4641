package ecomauction.notification.audience;

import ecomauction.contracts.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How the bidding stands.
///
/// @param leader an alias, null when nobody leads
/// @param price null when there is no bid
public record Lot(
        long seq,
        @Nullable String leader,
        @Nullable Money price,
        @Nullable Money minNext,
        @Nullable Instant endsAt,
        boolean closed) {

    /// Before the first event of its bidding.
    public static final Lot UNKNOWN = new Lot(-1, null, null, null, null, false);
}
