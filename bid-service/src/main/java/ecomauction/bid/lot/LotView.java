package ecomauction.bid.lot;

import com.fasterxml.jackson.annotation.JsonInclude;
import ecomauction.bid.rules.LotState.Status;
import ecomauction.contracts.Money;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A lot as its watchers see it: never a maximum of others, never the reserve.
@Schema(name = "Lot")
public record LotView(
        UUID auctionId,
        @Schema(
                        description =
                                "SCHEDULED, OPEN, CLOSING (time is up, not yet hammered down), SOLD, UNSOLD or CANCELLED")
                String status,
        @Schema(description = "Standing price; null before the first bid") @Nullable Money price,
        @Schema(description = "The least that the next bid must offer") Money minNext,
        int bidCount,
        boolean hasReserve,
        boolean reserveMet,
        @Nullable Money buyNowPrice,
        boolean buyNowAvailable,
        Instant startsAt,
        @Schema(description = "Bids are refused from this instant on; the soft close may move it")
                Instant endsAt,
        int extensions,
        @Schema(description = "Number of the last decision, without gaps from 0") long seq,
        @Schema(description = "Increment table and version, such as USD/1") String ruleSet,
        @Schema(description = "`bidder 3` in the order of first bids, or a paddle")
                @Nullable String leader,
        @Schema(description = "SOLD, UNSOLD or CANCELLED; null until it is closed")
                @Nullable String outcome,
        @Schema(
                        description =
                                "Why: HAMMER, BUY_NOW, SOLD_BY_SELLER, NO_BIDS, RESERVE_NOT_MET or CANCELLED")
                @Nullable String reason,
        @Nullable Money hammerPrice,
        @Schema(description = "Yours alone; absent without a token or a bid")
                @JsonInclude(JsonInclude.Include.NON_NULL)
                @Nullable Money yourMax,
        @Schema(description = "Whether you lead; absent without a token")
                @JsonInclude(JsonInclude.Include.NON_NULL)
                @Nullable Boolean leading,
        Instant serverTime) {

    public static LotView of(Lot lot, Instant now) {
        return of(lot, now, null, null);
    }

    static LotView of(Lot lot, Instant now, @Nullable String caller, @Nullable Long ownMax) {
        var state = lot.state();
        var offer = lot.rules().buyNow();
        var reason = lot.closeReason();
        var sold = state.status() == Status.SOLD;
        return new LotView(
                lot.id(),
                statusOf(lot, now),
                state.leader() == null ? null : lot.money(state.price()),
                lot.minNext(),
                state.bidCount(),
                state.reserve() != null,
                state.reserveMet(),
                offer == null ? null : lot.money(offer.price()),
                state.buyNowActive(lot.rules()),
                lot.rules().startsAt(),
                state.endsAt(),
                state.extensions(),
                lot.seq(),
                lot.rules().increments().name(),
                lot.leaderAlias(),
                reason == null ? null : state.status().name(),
                reason == null ? null : reason.name(),
                sold ? lot.money(state.price()) : null,
                ownMax == null ? null : lot.money(ownMax),
                caller == null ? null : caller.equals(state.leader()),
                now);
    }

    private static String statusOf(Lot lot, Instant now) {
        if (lot.state().status() != Status.OPEN) {
            return lot.state().status().name();
        }
        if (now.isBefore(lot.rules().startsAt())) {
            return "SCHEDULED";
        }
        return now.isBefore(lot.state().endsAt()) ? "OPEN" : "CLOSING";
    }
}
