package ecomauction.bench.scenario;

import ecomauction.bench.house.House;
import ecomauction.bench.house.Usage;
import ecomauction.bench.house.Verdict;
import ecomauction.bench.limit.Pgbench;
import ecomauction.bench.load.Bidders;
import ecomauction.bench.load.Tally;
import ecomauction.bench.report.Figure;
import ecomauction.bench.report.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Bids a second, held against one transaction per bid: rounds of both in turn.
public final class Throughput {

    static final int CONNECTIONS = 128;

    /// After one minute the compiler still takes two fifths of what bid-service uses, after two and
    /// a half nothing.
    static final Duration WARM_UP = Duration.ofSeconds(150);

    private static final Duration ROUND = Duration.ofSeconds(8);

    private final String name;
    private final String title;
    private final int lotsPerRound;
    private final double goal;
    private final double databaseGoal;

    private Throughput(
            String name, String title, int lotsPerRound, double goal, double databaseGoal) {
        this.name = name;
        this.title = title;
        this.lotsPerRound = lotsPerRound;
        this.goal = goal;
        this.databaseGoal = databaseGoal;
    }

    public static Result hot(House house) {
        return new Throughput(
                        "hot",
                        "All bids on one lot, 128 connections, against pgbench with all bids on one row.",
                        1,
                        6,
                        30)
                .run(house);
    }

    public static Result spread(House house) {
        return new Throughput(
                        "spread",
                        "Bids on 10,000 lots, 128 connections, against pgbench on 10,000 rows.",
                        10_000,
                        1.5,
                        60)
                .run(house);
    }

    /// @param limit bids a second of pgbench, just before
    private record Pair(double limit, Tally tally, Usage used) {

        double ratio() {
            return tally.acceptedPerSecond() / limit;
        }

        double perBid(long micros) {
            return (double) micros / tally.accepted();
        }

        @Override
        public String toString() {
            return "%,.0f bids/s, limit %,.0f, %.2f×, service %.0f µs, database %.0f µs, refused %s, failed %s"
                    .formatted(
                            tally.acceptedPerSecond(),
                            limit,
                            ratio(),
                            perBid(used.service()),
                            perBid(used.database()),
                            tally.refused(),
                            tally.failed());
        }
    }

    private Result run(House house) {
        var pgbench = Pgbench.over(house.database(), lotsPerRound);
        var connections = pgbench.tune(Duration.ofSeconds(5));
        var lots = house.lots().open(lotsPerRound, Instant.now().plus(Duration.ofDays(1)));
        var tallies = new ArrayList<Tally>();
        Rounds<Pair> rounds;
        try (var bidders = new Bidders(house.port(), lots, house.bidders())) {
            tallies.add(bidders.asFastAsPossible(CONNECTIONS, WARM_UP));
            rounds =
                    Rounds.of(
                            house,
                            Rounds.USUAL,
                            () -> {
                                var limit = pgbench.run(ROUND);
                                var before = house.usage();
                                var tally = bidders.asFastAsPossible(CONNECTIONS, ROUND);
                                tallies.add(tally);
                                return new Pair(limit, tally, house.usage().since(before));
                            });
        }
        return new Result(
                name,
                title,
                figures(rounds, connections),
                rounds.disturbed(),
                List.of(Verdict.over(house.api(), lots, tallies)),
                rounds.notes());
    }

    private List<Figure> figures(Rounds<Pair> rounds, int connections) {
        return List.of(
                Figure.of("ratio to the limit", rounds.values(Pair::ratio), "×").atLeast(goal),
                Figure.of("accepted bids", rounds.values(r -> r.tally().acceptedPerSecond()), "/s"),
                Figure.of(
                        "limit: pgbench, " + connections + " connections",
                        rounds.values(Pair::limit),
                        "/s"),
                Figure.of(
                                "CPU of bid-service per accepted bid",
                                rounds.values(r -> r.perBid(r.used().service())),
                                "µs")
                        .atMost(90),
                Figure.of(
                                "CPU of PostgreSQL per accepted bid",
                                rounds.values(r -> r.perBid(r.used().database())),
                                "µs")
                        .atMost(databaseGoal),
                Figure.of(
                        "refused: overtaken by a neighbour",
                        rounds.values(
                                r -> 100.0 - 100.0 * r.tally().accepted() / r.tally().answered()),
                        "%"));
    }
}
