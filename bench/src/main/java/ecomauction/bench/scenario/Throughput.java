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
import java.util.UUID;

/// Bids a second, held against one transaction per bid: rounds of both in turn.
public final class Throughput {

    private static final Duration ROUND = Duration.ofSeconds(8);
    private static final Duration WARM_UP = Duration.ofSeconds(60);
    private static final int ROUNDS = 5;
    private static final int MOST_ROUNDS = 10;
    private static final double DISTURBED = 0.15;
    private static final int CONNECTIONS = 128;

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

    private Result run(House house) {
        var pgbench = Pgbench.over(house.database(), lotsPerRound);
        var connections = pgbench.tune(Duration.ofSeconds(5));
        var lots = house.lots().open(lotsPerRound, Instant.now().plus(Duration.ofDays(1)));
        var rounds = new ArrayList<Round>();
        var dropped = new ArrayList<Round>();
        var verdicts = new ArrayList<Verdict>();
        var onLots = new ArrayList<Tally>();
        try (var bidders = new Bidders(house.port(), lots, house.bidders())) {
            onLots.add(bidders.asFastAsPossible(CONNECTIONS, WARM_UP));
            for (int i = 0; i < MOST_ROUNDS && rounds.size() < ROUNDS; i++) {
                var round = round(house, pgbench, bidders);
                onLots.add(round.tally());
                (round.used().disturbance() > DISTURBED ? dropped : rounds).add(round);
                System.out.println("  " + round.toText());
            }
        }
        verdicts.add(verdict(house, lots, onLots));
        return result(connections, rounds, dropped, verdicts);
    }

    private static Verdict verdict(House house, List<UUID> lots, List<Tally> tallies) {
        var complete = tallies.stream().allMatch(tally -> tally.failed().isEmpty());
        return Verdict.over(house.api(), lots, complete, tallies);
    }

    private static Round round(House house, Pgbench pgbench, Bidders bidders) {
        var limit = pgbench.run(ROUND);
        var before = house.usage();
        var tally = bidders.asFastAsPossible(CONNECTIONS, ROUND);
        return new Round(limit, tally, house.usage().since(before));
    }

    private record Round(double limit, Tally tally, Usage used) {

        double ratio() {
            return tally.acceptedPerSecond() / limit;
        }

        String toText() {
            return "%,.0f bids/s, limit %,.0f, ratio %.2f, service %.0f µs, database %.0f µs, others %.0f %%, refused %s, failed %s"
                    .formatted(
                            tally.acceptedPerSecond(),
                            limit,
                            ratio(),
                            (double) used.service() / tally.accepted(),
                            (double) used.database() / tally.accepted(),
                            100 * used.disturbance(),
                            tally.refused(),
                            tally.failed());
        }
    }

    private Result result(
            int connections, List<Round> rounds, List<Round> dropped, List<Verdict> verdicts) {
        var counted = rounds.isEmpty() ? dropped : rounds;
        var figures = new ArrayList<Figure>();
        figures.add(
                Figure.of("ratio to the limit", counted.stream().map(Round::ratio).toList(), "×")
                        .atLeast(goal));
        figures.add(
                Figure.of(
                        "accepted bids",
                        counted.stream().map(r -> r.tally().acceptedPerSecond()).toList(),
                        "/s"));
        figures.add(
                Figure.of(
                        "limit: pgbench, " + connections + " connections",
                        counted.stream().map(Round::limit).toList(),
                        "/s"));
        figures.add(
                Figure.of(
                                "CPU of bid-service per accepted bid",
                                counted.stream()
                                        .map(r ->
                                                (double) r.used().service() / r.tally().accepted())
                                        .toList(),
                                "µs")
                        .atMost(90));
        figures.add(
                Figure.of(
                                "CPU of PostgreSQL per accepted bid",
                                counted.stream()
                                        .map(r ->
                                                (double) r.used().database() / r.tally().accepted())
                                        .toList(),
                                "µs")
                        .atMost(databaseGoal));
        figures.add(
                Figure.of(
                        "refused (overtaken by a neighbour)",
                        counted.stream()
                                .map(r ->
                                        100.0
                                                * (r.tally().answered() - r.tally().accepted())
                                                / r.tally().answered())
                                .toList(),
                        "%"));
        var notes = new ArrayList<String>();
        if (rounds.size() < ROUNDS) {
            notes.add("Only " + rounds.size() + " undisturbed rounds of " + MOST_ROUNDS + ".");
        }
        if (!dropped.isEmpty()) {
            notes.add(dropped.size() + " rounds were disturbed by more than 15 % and repeated.");
        }
        return new Result(
                name,
                title,
                figures,
                counted.stream().mapToDouble(r -> r.used().disturbance()).max().orElse(0),
                verdicts,
                notes);
    }
}
