package ecomauction.bench.scenario;

import ecomauction.bench.house.Arrivals;
import ecomauction.bench.house.House;
import ecomauction.bench.house.Rest;
import ecomauction.bench.house.Verdict;
import ecomauction.bench.load.Bidders;
import ecomauction.bench.load.Tally;
import ecomauction.bench.report.Figure;
import ecomauction.bench.report.Result;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// Ten thousand lots that end in the same second, some with bids.
public final class ClosingSurge {

    private static final int LOTS = 10_000;
    private static final int WARMING = 5;
    private static final Duration UNTIL_THE_END = Duration.ofSeconds(75);
    private static final Duration DRAIN = Duration.ofMillis(2_500);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private ClosingSurge() {}

    public static Result run(House house) {
        warmUp(house);
        var end = Instant.now().plus(UNTIL_THE_END).truncatedTo(ChronoUnit.SECONDS);
        var due = end.plus(DRAIN).toEpochMilli();
        var lots = house.lots().open(LOTS, end);
        var tallies = new ArrayList<Tally>();
        var before = house.usage();
        try (var closed =
                new Arrivals(house.kafka(), List.of("bid.events"), "LotClosed", event -> due)) {
            try (var bidders = new Bidders(house.port(), lots, house.bidders())) {
                var time = Duration.between(Instant.now(), end.plusSeconds(1));
                tallies.add(bidders.at(200, time));
            }
            await(closed, LOTS, end.plus(PATIENCE));
            var used = house.usage().since(before);
            return new Result(
                    "closing-surge",
                    "10,000 lots that end in the same second, 200 bids a second until after the end.",
                    List.of(
                            Figure.of("lots closed, once each", (double) closed.seen(), "")
                                    .atLeast(LOTS),
                            Figure.of("p50 after end + drain", closed.millis(50), "ms"),
                            Figure.of("p99 after end + drain", closed.millis(99), "ms")
                                    .atMost(1_000),
                            Figure.of("the last after end + drain", closed.millis(100), "ms"),
                            Figure.of("events that came twice", (double) closed.again(), "")
                                    .atMost(0)),
                    used.disturbance(),
                    List.of(Verdict.over(house.api(), lots, tallies)),
                    List.of("The time counts until a consumer has LotClosed from Kafka."));
        }
    }

    /// Smaller surges, one after the other: the compiler counts what it has seen, as in Throughput.
    private static void warmUp(House house) {
        for (int i = 0; i < WARMING; i++) {
            var end = Instant.now().plusSeconds(15);
            try (var closed =
                    new Arrivals(
                            house.kafka(),
                            List.of("bid.events"),
                            "LotClosed",
                            event -> end.toEpochMilli())) {
                house.lots().open(LOTS / 2, end);
                await(closed, LOTS / 2, end.plus(PATIENCE));
            }
        }
    }

    private static void await(Arrivals closed, int count, Instant until) {
        while (closed.seen() < count && Instant.now().isBefore(until)) {
            Rest.of(Duration.ofMillis(50));
        }
    }
}
