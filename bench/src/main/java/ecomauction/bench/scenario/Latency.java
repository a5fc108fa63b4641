package ecomauction.bench.scenario;

import ecomauction.bench.house.House;
import ecomauction.bench.house.Verdict;
import ecomauction.bench.load.Bidders;
import ecomauction.bench.load.Tally;
import ecomauction.bench.report.Figure;
import ecomauction.bench.report.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// How long a bidder waits when the service is half as busy as it can be. Bids come at their own
/// rate, and the wait counts from the moment at which a bid was due.
public final class Latency {

    private static final Duration ROUND = Duration.ofSeconds(10);

    /// The rush before, to find the rate, leaves a checkpoint behind and code compiled for fuller
    /// batches.
    static final Duration SETTLING = Duration.ofSeconds(45);

    private Latency() {}

    public static Result run(House house) {
        var figures = new ArrayList<Figure>();
        var verdicts = new ArrayList<Verdict>();
        var hot = measure(house, 1, "hot", 20, figures, verdicts);
        var spread = measure(house, 10_000, "spread", 30, figures, verdicts);
        return new Result(
                "latency",
                "Time to the answer at half of the rate that was just reached as the most.",
                figures,
                Math.max(hot.disturbed(), spread.disturbed()),
                verdicts,
                hot.notes());
    }

    private record Wait(double rate, Tally tally) {

        @Override
        public String toString() {
            return "%,.0f bids/s, p50 %.1f ms, p99 %.1f ms, failed %s"
                    .formatted(rate, tally.millis(50), tally.millis(99), tally.failed());
        }
    }

    private static Rounds<Wait> measure(
            House house,
            int count,
            String name,
            double goal,
            List<Figure> figures,
            List<Verdict> verdicts) {
        List<UUID> lots = house.lots().open(count, Instant.now().plus(Duration.ofDays(1)));
        var tallies = new ArrayList<Tally>();
        Rounds<Wait> rounds;
        try (var bidders = new Bidders(house.port(), lots, house.bidders())) {
            tallies.add(bidders.asFastAsPossible(Throughput.CONNECTIONS, Throughput.WARM_UP));
            var most = bidders.asFastAsPossible(Throughput.CONNECTIONS, ROUND);
            tallies.add(most);
            var rate = most.answeredPerSecond() / 2;
            figures.add(Figure.of(name + ": rate", rate, "/s"));
            tallies.add(bidders.at(rate, SETTLING));
            rounds =
                    Rounds.of(
                            house,
                            Rounds.USUAL,
                            () -> {
                                var tally = bidders.at(rate, ROUND);
                                tallies.add(tally);
                                return new Wait(rate, tally);
                            });
        }
        figures.add(Figure.of(name + ": p50", rounds.values(w -> w.tally().millis(50)), "ms"));
        figures.add(
                Figure.of(name + ": p99", rounds.values(w -> w.tally().millis(99)), "ms")
                        .atMost(goal));
        verdicts.add(Verdict.over(house.api(), lots, tallies));
        return rounds;
    }
}
