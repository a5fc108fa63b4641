package ecomauction.bid.simulation;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import ecomauction.bid.rules.Increments;
import ecomauction.bid.rules.Increments.Tier;
import ecomauction.bid.rules.LotState;
import ecomauction.bid.rules.LotState.Status;
import ecomauction.bid.rules.ProxyBidding;
import ecomauction.bid.rules.Terms;
import ecomauction.bid.rules.Terms.BuyNow;
import ecomauction.bid.rules.Terms.BuyNow.Policy;
import ecomauction.bid.rules.Terms.SoftClose;
import ecomauction.bid.rules.Verdict;
import ecomauction.bid.rules.Verdict.Accepted;
import ecomauction.bid.rules.Verdict.Kind;
import ecomauction.bid.rules.Verdict.Refused;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Plays bids through the rules. Amounts in minor units, times in seconds on a clock of its own;
/// the seller is `S`.
@JsonIgnoreProperties({"id", "title", "source", "close"})
public record Simulation(
        @NotNull @Valid Setup setup,
        @NotNull @Size(max = 10_000) List<@NotNull @Valid Step> steps) {

    private static final String CURRENCY = "XXX";
    private static final long FAR = 1_000_000_000;

    public Result run() {
        var terms = setup.terms();
        var lot = LotState.opened(terms, setup.reserve());
        var results = new ArrayList<StepResult>(steps.size());
        for (var step : steps) {
            var at = Instant.ofEpochSecond(step.t());
            var verdict = ProxyBidding.judge(terms, lot, step.bidder(), step.max(), CURRENCY, at);
            if (verdict instanceof Accepted(_, var next)) {
                lot = next;
            }
            results.add(StepResult.of(step, verdict, terms, lot));
        }
        return new Result(results, closing(ProxyBidding.close(lot)));
    }

    /// Outcome, reason, winner and hammer price, as the test vectors have it.
    private static List<@Nullable Object> closing(LotState lot) {
        if (lot.status() == Status.SOLD) {
            return Arrays.asList("SOLD", null, lot.leader(), lot.price());
        }
        var reason = lot.leader() == null ? "NO_BIDS" : "RESERVE_NOT_MET";
        return Arrays.asList("UNSOLD", reason, null, null);
    }

    /// @param table pairs of `from` price and increment
    /// @param win soft-close window in seconds; absent: no soft close
    /// @param ext extension in seconds, by default as long as the window
    public record Setup(
            @Min(1) @Max(ProxyBidding.LARGEST_AMOUNT) long start,
            @NotNull @Size(min = 1, max = 100)
                    List<@NotNull @Size(min = 2, max = 2) List<@NotNull Long>> table,
            @Min(1) @Max(ProxyBidding.LARGEST_AMOUNT) @Nullable Long reserve,
            @Min(1) @Max(ProxyBidding.LARGEST_AMOUNT) @Nullable Long buyNow,
            @Nullable Policy bnPolicy,
            @Min(1) @Max(100) @Nullable Integer bnPct,
            @Min(-FAR) @Max(FAR) @Nullable Long startsAt,
            @Min(-FAR) @Max(FAR) @Nullable Long endsAt,
            @Min(1) @Max(FAR) @Nullable Long win,
            @Min(1) @Max(FAR) @Nullable Long ext,
            SoftClose.@Nullable Mode mode,
            @Min(1) @Nullable Integer maxExtensions,
            @Min(-FAR) @Max(FAR) @Nullable Long hardEnd) {

        Terms terms() {
            var tiers = table.stream().map(t -> new Tier(t.get(0), t.get(1))).toList();
            return new Terms(
                    "S",
                    CURRENCY,
                    start,
                    offer(),
                    Instant.ofEpochSecond(startsAt == null ? -FAR : startsAt),
                    Instant.ofEpochSecond(endsAt == null ? FAR : endsAt),
                    softClose(),
                    new Increments("simulated", tiers));
        }

        private @Nullable BuyNow offer() {
            if (buyNow == null) {
                return null;
            }
            var byDefault = reserve == null ? Policy.UNTIL_FIRST_BID : Policy.UNTIL_RESERVE_MET;
            return new BuyNow(
                    buyNow, bnPolicy == null ? byDefault : bnPolicy, bnPct == null ? 100 : bnPct);
        }

        private @Nullable SoftClose softClose() {
            if (win == null) {
                return null;
            }
            return new SoftClose(
                    Duration.ofSeconds(win),
                    Duration.ofSeconds(ext == null ? win : ext),
                    mode == null ? SoftClose.Mode.FROM_BID : mode,
                    maxExtensions == null ? Integer.MAX_VALUE : maxExtensions,
                    Instant.ofEpochSecond(hardEnd == null ? 2 * FAR : hardEnd));
        }
    }

    @JsonIgnoreProperties({
        "accepted",
        "kind",
        "reject",
        "leader",
        "price",
        "minNext",
        "reserveMet",
        "endsAt",
        "buyNowActive"
    })
    public record Step(
            @NotBlank @Size(max = 100) String bidder, long max, @Min(-FAR) @Max(FAR) long t) {}

    public record StepResult(
            String bidder,
            long max,
            long t,
            boolean accepted,
            @Nullable Kind kind,
            @Nullable String reject,
            @Nullable String leader,
            @Nullable Long price,
            long minNext,
            boolean reserveMet,
            long endsAt,
            boolean buyNowActive) {

        static StepResult of(Step step, Verdict verdict, Terms terms, LotState lot) {
            return new StepResult(
                    step.bidder(),
                    step.max(),
                    step.t(),
                    verdict instanceof Accepted,
                    verdict instanceof Accepted(var kind, _) ? kind : null,
                    verdict instanceof Refused(var reason) ? reason.name() : null,
                    lot.leader(),
                    lot.leader() == null ? null : lot.price(),
                    lot.minNext(terms),
                    lot.reserveMet(),
                    lot.endsAt().getEpochSecond(),
                    lot.buyNowActive(terms));
        }
    }

    public record Result(List<StepResult> steps, List<@Nullable Object> close) {}
}
