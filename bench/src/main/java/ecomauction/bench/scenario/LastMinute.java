package ecomauction.bench.scenario;

import ecomauction.bench.house.House;
import ecomauction.bench.house.Verdict;
import ecomauction.bench.load.Bidders;
import ecomauction.bench.load.Tally;
import ecomauction.bench.load.Visitors;
import ecomauction.bench.report.Figure;
import ecomauction.bench.report.Result;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Auctions as people behave at them: RUBiS' mix, in which 15 of 100 requests write, and 30 % of
/// the bids in the last 5 % of a lot's life.
public final class LastMinute {

    private static final int LOTS = 200;
    private static final Duration LIFE = Duration.ofSeconds(100);
    private static final double BIDS = 12_000;
    private static final Duration LAST = LIFE.dividedBy(20);
    private static final double BEFORE_PER_SECOND = 0.7 * BIDS / LIFE.minus(LAST).toSeconds();
    private static final double LAST_PER_SECOND = 0.3 * BIDS / LAST.toSeconds();
    private static final double VISITS_PER_BID = 85.0 / 15;

    private final Bidders bidders;
    private final Visitors visitors;

    private LastMinute(Bidders bidders, Visitors visitors) {
        this.bidders = bidders;
        this.visitors = visitors;
    }

    public static Result run(House house) {
        warmUp(house);
        var end = Instant.now().plus(LIFE).plusSeconds(2).truncatedTo(ChronoUnit.SECONDS);
        var lots = house.lots().open(LOTS, end);
        try (var bidders = new Bidders(house.port(), lots, house.bidders());
                var visitors = new Visitors(house.port(), lots)) {
            var surge = new LastMinute(bidders, visitors);
            var tallies = new ArrayList<Tally>();
            var before = house.usage();
            tallies.add(surge.until(end.minus(LAST), BEFORE_PER_SECOND));
            tallies.add(surge.until(end, LAST_PER_SECOND));
            var late = surge.until(end.plusSeconds(5), BEFORE_PER_SECOND);
            var used = house.usage().since(before);
            tallies.add(late);
            return new Result(
                    "last-minute",
                    "200 lots, 100 s, 12,000 bids, 30 %% of them in the last 5 s (%.0f/s with %.0f reads/s)."
                            .formatted(LAST_PER_SECOND, LAST_PER_SECOND * VISITS_PER_BID),
                    figures(tallies, late, visitors),
                    used.disturbance(),
                    List.of(Verdict.over(house.api(), lots, tallies)),
                    List.of(
                            "Answers that refused: "
                                    + tallies.stream().map(Tally::refused).toList()
                                    + ", before, in and after the last 5 s."));
        }
    }

    private static void warmUp(House house) {
        var lots = house.lots().open(LOTS, Instant.now().plus(Duration.ofDays(1)));
        try (var bidders = new Bidders(house.port(), lots, house.bidders());
                var visitors = new Visitors(house.port(), lots)) {
            bidders.asFastAsPossible(Throughput.CONNECTIONS, Duration.ofSeconds(30));
            visitors.at(1_000, Duration.ofSeconds(10));
        }
    }

    private Tally until(Instant moment, double bidsPerSecond) {
        var time = Duration.between(Instant.now(), moment);
        var visits =
                CompletableFuture.runAsync(() -> visitors.at(bidsPerSecond * VISITS_PER_BID, time));
        var tally = bidders.at(bidsPerSecond, time);
        visits.join();
        return tally;
    }

    private static List<Figure> figures(List<Tally> tallies, Tally late, Visitors visitors) {
        var last = tallies.get(1);
        return List.of(
                Figure.of("bids in the last 5 s", (double) last.answered(), ""),
                Figure.of("p50 of them", last.millis(50), "ms"),
                Figure.of("p99 of them", last.millis(99), "ms"),
                Figure.of("reads", (double) visitors.visits(), ""),
                Figure.of("p99 of the reads", visitors.millis(99), "ms"),
                Figure.of(
                                "errors",
                                (double) visitors.failed()
                                        + tallies.stream().mapToInt(LastMinute::failures).sum(),
                                "")
                        .atMost(0),
                Figure.of("bids sent after the end", (double) late.answered(), ""),
                Figure.of("of them accepted", (double) late.accepted(), "").atMost(0));
    }

    private static int failures(Tally tally) {
        return tally.failed().values().stream().mapToInt(count -> count).sum();
    }
}
