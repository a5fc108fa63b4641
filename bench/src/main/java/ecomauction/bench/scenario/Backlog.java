package ecomauction.bench.scenario;

import ecomauction.bench.house.House;
import ecomauction.bench.house.Lag;
import ecomauction.bench.house.Lots;
import ecomauction.bench.house.Rest;
import ecomauction.bench.report.Figure;
import ecomauction.bench.report.Result;
import ecomauction.local.Options;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A queue that grew while nobody read it, and replicas that come one after the other, as an
/// autoscaler sends them: the events of a lot are still handled in their order.
public final class Backlog {

    public static final List<String> REPLICAS =
            List.of("bid-service", "bid-service-2", "bid-service-3", "bid-service-4");

    private static final int LOTS = 6_000;
    private static final int CHANGES = 4;
    private static final int ROUNDS = 3;
    private static final int DRAINED = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private Backlog() {}

    /// @param left events in the queue when one, two and all replicas were ready
    private record Drain(double seconds, List<Long> left, double orderly) {

        double perSecond() {
            return (left.getFirst() - DRAINED) / seconds;
        }
    }

    public static Options options(Options usual) {
        return usual.replicas("bid-service", REPLICAS.size());
    }

    public static Result run(House house) {
        try (var lag = new Lag(house.kafka(), "bid-service", "auction.events")) {
            var rounds = Rounds.of(house, ROUNDS, () -> drain(house, lag));
            return new Result(
                    "backlog",
                    "%,d events of %,d lots wait for bid-service, of which one, two, then four replicas start."
                            .formatted(LOTS * (1 + CHANGES), LOTS),
                    List.of(
                            Figure.of(
                                            "less than 100 left after the first was ready",
                                            rounds.values(Drain::seconds),
                                            "s")
                                    .atMost(180),
                            Figure.of("events", rounds.values(Drain::perSecond), "/s"),
                            Figure.of(
                                    "left when two were ready",
                                    rounds.values(drain -> drain.left().get(1)),
                                    ""),
                            Figure.of(
                                    "left when four were ready",
                                    rounds.values(drain -> drain.left().get(2)),
                                    ""),
                            Figure.of(
                                            "lots that had each event once, in order",
                                            rounds.values(Drain::orderly),
                                            "")
                                    .atLeast(LOTS)),
                    rounds.disturbed(),
                    List.of(),
                    rounds.notes());
        }
    }

    private static Drain drain(House house, Lag lag) {
        REPLICAS.forEach(house.stack()::stop);
        var before = house.database().number("SELECT count(*) FROM lot");
        house.lots().queue(LOTS, CHANGES, Instant.now().plus(Duration.ofDays(1)));
        house.stack().start(REPLICAS.getFirst());
        var began = System.nanoTime();
        var one = lag.events();
        house.stack().start(REPLICAS.get(1));
        var two = lag.events();
        REPLICAS.subList(2, REPLICAS.size()).forEach(house.stack()::start);
        var four = lag.events();
        awaitDrained(lag);
        var seconds = (System.nanoTime() - began) / 1e9;
        return new Drain(seconds, List.of(one, two, four), orderly(house, before));
    }

    private static void awaitDrained(Lag lag) {
        var until = Instant.now().plus(PATIENCE);
        while (lag.events() >= DRAINED) {
            if (Instant.now().isAfter(until)) {
                throw new IllegalStateException("Still " + lag.events() + " events are left");
            }
            Rest.of(Duration.ofMillis(100));
        }
    }

    /// A lot keeps all the terms it has had. Those told twice or late would stand there as well.
    private static long orderly(House house, long before) {
        var until = Instant.now().plus(PATIENCE);
        long orderly;
        do {
            Rest.of(Duration.ofMillis(500));
            orderly =
                    house.database()
                                    .number(
                                            """
                                            SELECT count(*) FROM (
                                                SELECT array_agg((terms::jsonb #>> '{startPrice,amount}')::bigint ORDER BY seq)
                                                    AS starts
                                                FROM terms GROUP BY auction_id) lot
                                            WHERE starts = ARRAY(SELECT generate_series(%d, %d))::bigint[]
                                            """
                                                    .formatted(Lots.START, Lots.START + CHANGES))
                            - before;
        } while (orderly < LOTS && Instant.now().isBefore(until));
        return orderly;
    }
}
