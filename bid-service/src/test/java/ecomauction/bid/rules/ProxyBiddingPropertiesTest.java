package ecomauction.bid.rules;

import static org.assertj.core.api.Assertions.assertThat;

import ecomauction.bid.rules.ProxyBidding.PastBid;
import ecomauction.bid.rules.Terms.BuyNow;
import ecomauction.bid.rules.Terms.SoftClose;
import ecomauction.bid.rules.Verdict.Accepted;
import ecomauction.bid.rules.Verdict.Kind;
import ecomauction.bid.rules.Verdict.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The invariants of the rules over 10,000 random auctions; a failure names the seed that repeats
/// it.
class ProxyBiddingPropertiesTest {

    private static final int AUCTIONS = 10_000;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Increments USD =
            new Increments(
                    "USD/1",
                    List.of(
                            new Increments.Tier(0, 5),
                            new Increments.Tier(100, 25),
                            new Increments.Tier(500, 50),
                            new Increments.Tier(2_500, 100),
                            new Increments.Tier(10_000, 250)));

    @Test
    void hold_for_random_auctions() {
        int accepted = 0;
        int retractions = 0;
        for (int seed = 0; seed < AUCTIONS; seed++) {
            var auction = new RandomAuction(new Random(seed), "seed " + seed);
            auction.run();
            accepted += auction.history.size();
            retractions += auction.retractions;
        }

        // Random auctions that bid nothing would prove nothing.
        assertThat(accepted).isGreaterThan(10 * AUCTIONS);
        assertThat(retractions).isGreaterThan(AUCTIONS / 10);
    }

    private static final class RandomAuction {

        private final Random random;
        private final String name;
        private final Terms terms;
        private final List<PastBid> history = new ArrayList<>();
        private LotState lot;
        private Instant now = START.minusSeconds(5);
        private int retractions;
        private boolean pureFold = true;

        RandomAuction(Random random, String name) {
            this.random = random;
            this.name = name;
            long startPrice = 1L + random.nextInt(12_000);
            @Nullable Long reserve =
                    random.nextBoolean() ? startPrice + random.nextInt(5_000) : null;
            long least = Math.max(reserve == null ? 0 : reserve, startPrice + USD.at(startPrice));
            var end = START.plusSeconds(600);
            terms =
                    new Terms(
                            "S",
                            "USD",
                            startPrice,
                            random.nextInt(3) == 0
                                    ? new BuyNow(
                                            least + random.nextInt(5_000),
                                            any(BuyNow.Policy.values()),
                                            1 + random.nextInt(100))
                                    : null,
                            START,
                            end,
                            random.nextBoolean()
                                    ? new SoftClose(
                                            Duration.ofSeconds(60),
                                            Duration.ofSeconds(1 + random.nextInt(90)),
                                            any(SoftClose.Mode.values()),
                                            1 + random.nextInt(5),
                                            end.plusSeconds(120))
                                    : null,
                            USD);
            lot = LotState.opened(terms, reserve);
        }

        private <T> T any(T[] values) {
            return List.of(values).get(random.nextInt(values.length));
        }

        void run() {
            int steps = 20 + random.nextInt(40);
            for (int i = 0; i < steps; i++) {
                now = now.plusMillis(random.nextInt(30_000));
                if (random.nextInt(25) == 0 && !history.isEmpty()) {
                    retract();
                } else {
                    bid();
                }
            }
            closes();
        }

        private void bid() {
            var bidder = random.nextInt(30) == 0 ? "S" : "B" + random.nextInt(5);
            var before = lot;
            long max = lot.minNext(terms) + random.nextInt(2_000) - 300;

            var verdict = ProxyBidding.judge(terms, before, bidder, max, "USD", now);

            switch (verdict) {
                case Refused(var reason) -> refusedRightly(reason, bidder, max);
                case Accepted(var kind, var after) -> {
                    lot = after;
                    history.add(new PastBid(bidder, max));
                    acceptedRightly(kind, before, bidder, max);
                    stateIsSound();
                }
            }
        }

        private void refusedRightly(Refusal reason, String bidder, long max) {
            if (reason == Refusal.BID_TOO_LOW) {
                assertThat(max).as(name).isLessThan(lot.minNext(terms));
            }
            if (reason == Refusal.AUCTION_CLOSED) {
                assertThat(now).as(name).isAfterOrEqualTo(lot.endsAt());
            }
            if (reason == Refusal.SELLER_CANNOT_BID) {
                assertThat(bidder).as(name).isEqualTo("S");
            }
        }

        private void acceptedRightly(Kind kind, LotState before, String bidder, long max) {
            // 13.4: only inside the interval that was valid before
            assertThat(now).as(name).isAfterOrEqualTo(START).isBefore(before.endsAt());
            // 13.1: the price never falls
            assertThat(lot.price()).as(name).isGreaterThanOrEqualTo(before.price());
            // 13.7: the end never comes nearer, nor beyond the hard end
            assertThat(lot.endsAt()).as(name).isAfterOrEqualTo(before.endsAt());
            if (terms.softClose() != null) {
                assertThat(lot.endsAt()).as(name).isBeforeOrEqualTo(terms.softClose().hardEnd());
            }
            if (kind == Kind.RAISED) {
                assertThat(bidder).as(name).isEqualTo(before.leader());
                assertThat(lot.endsAt()).as(name).isEqualTo(before.endsAt());
                assertThat(lot.bidCount()).as(name).isEqualTo(before.bidCount());
            } else {
                assertThat(max).as(name).isGreaterThanOrEqualTo(before.minNext(terms));
                assertThat(lot.bidCount()).as(name).isEqualTo(before.bidCount() + 1);
            }
            if (before.buyNowGone()) {
                assertThat(lot.buyNowActive(terms)).as(name).isFalse();
            }
        }

        private void stateIsSound() {
            var best = bestByBidder();
            // 13.2: the leader has the highest maximum, the earlier one at a tie; all others are
            // outbid
            var highest = best.values().stream().mapToLong(Long::longValue).max().orElseThrow();
            assertThat(lot.max()).as(name).isEqualTo(highest);
            assertThat(lot.leader()).as(name).isEqualTo(firstToOffer(highest));
            long second = 0;
            for (var other : best.entrySet()) {
                if (!other.getKey().equals(lot.leader())) {
                    assertThat(other.getValue()).as(name).isLessThanOrEqualTo(lot.price());
                    second = Math.max(second, other.getValue());
                }
            }
            // 13.1
            assertThat(lot.price())
                    .as(name)
                    .isLessThanOrEqualTo(lot.max())
                    .isGreaterThanOrEqualTo(terms.startPrice());
            // 13.3
            long need = second == 0 ? 0 : Math.min(lot.max(), second + USD.at(second));
            long limit = Math.max(terms.startPrice(), need);
            if (lot.reserve() != null && lot.max() >= lot.reserve()) {
                limit = Math.max(limit, lot.reserve());
            }
            assertThat(lot.price()).as(name).isLessThanOrEqualTo(limit);
            // 13.5: folding the accepted bids again gives the same, as long as nothing was
            // retracted
            if (pureFold) {
                var folded = ProxyBidding.withoutRetracted(terms, lot, history);
                assertThat(folded.price()).as(name).isEqualTo(lot.price());
                assertThat(folded.leader()).as(name).isEqualTo(lot.leader());
                assertThat(folded.bidCount()).as(name).isEqualTo(lot.bidCount());
            }
        }

        private Map<String, Long> bestByBidder() {
            var best = new HashMap<String, Long>();
            history.forEach(bid -> best.merge(bid.bidder(), bid.max(), Math::max));
            return best;
        }

        private @Nullable String firstToOffer(long max) {
            return history.stream()
                    .filter(bid -> bid.max() == max)
                    .map(PastBid::bidder)
                    .findFirst()
                    .orElse(null);
        }

        private void retract() {
            var before = lot;
            var who = history.get(random.nextInt(history.size())).bidder();
            history.removeIf(bid -> bid.bidder().equals(who));

            lot = ProxyBidding.withoutRetracted(terms, before, history);

            pureFold = false;
            retractions++;
            assertThat(lot.price()).as(name).isLessThanOrEqualTo(before.price());
            assertThat(lot.endsAt()).as(name).isEqualTo(before.endsAt());
            if (before.buyNowGone()) {
                assertThat(lot.buyNowActive(terms)).as(name).isFalse();
            }
            if (!history.isEmpty()) {
                stateIsSound();
            }
        }

        private void closes() {
            var closed = ProxyBidding.close(lot);

            // 13.6
            assertThat(closed.status() == LotState.Status.SOLD)
                    .as(name)
                    .isEqualTo(lot.reserveMet());
            var late = ProxyBidding.judge(terms, closed, "B9", 90_000_000, "USD", now);
            assertThat(late).as(name).isEqualTo(new Refused(Refusal.AUCTION_CLOSED));
        }
    }
}
