package ecomauction.demo.log;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A decision as the public log tells it. Amounts in minor units; what does not apply is absent.
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({
    "auctionId",
    "seq",
    "at",
    "kind",
    "bidder",
    "commitment",
    "terms",
    "reserveCommitment",
    "retracted",
    "reason",
    "outcome",
    "winner",
    "hammerPrice",
    "state"
})
record LogEntry(
        String auctionId,
        long seq,
        Instant at,
        Kind kind,
        @Nullable String bidder,
        @Nullable String commitment,
        @Nullable Terms terms,
        @Nullable String reserveCommitment,
        @Nullable List<Long> retracted,
        @Nullable String reason,
        @Nullable Outcome outcome,
        @Nullable String winner,
        @Nullable Long hammerPrice,
        State state) {

    LogEntry {
        requireNonNull(auctionId, "auctionId");
        requireNonNull(at, "at");
        requireNonNull(kind, "kind");
        requireNonNull(state, "state");
    }

    enum Kind {
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

    enum Outcome {
        SOLD,
        UNSOLD,
        CANCELLED
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Terms(
            String format,
            String currency,
            long startPrice,
            @Nullable String reserveCommitment,
            @Nullable Long buyNowPrice,
            @Nullable String buyNowPolicy,
            @Nullable Integer buyNowPercent,
            Instant startsAt,
            Instant endsAt,
            @Nullable Instant hardEnd,
            @Nullable SoftClose softClose,
            String incrementTable,
            List<List<Long>> increments) {

        Terms {
            requireNonNull(startsAt, "startsAt");
            requireNonNull(endsAt, "endsAt");
            requireNonNull(increments, "increments");
        }

        /// The step that a price must rise by, from the tier in which it is.
        long increment(long price) {
            long step = 0;
            for (var tier : increments) {
                if (price >= tier.getFirst()) {
                    step = tier.getLast();
                }
            }
            return step;
        }
    }

    record SoftClose(long windowMillis, long extensionMillis, String mode, int maxExtensions) {}

    /// Where the lot stood after the decision.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record State(
            @Nullable String leader,
            @Nullable Long price,
            long minNext,
            int bidCount,
            boolean reserveMet,
            boolean buyNowAvailable,
            Instant endsAt,
            int extensions) {

        State {
            requireNonNull(endsAt, "endsAt");
        }
    }
}
