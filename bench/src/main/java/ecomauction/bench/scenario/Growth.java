package ecomauction.bench.scenario;

import ecomauction.bench.house.House;
import ecomauction.bench.house.Verdict;
import ecomauction.bench.limit.Pgbench;
import ecomauction.bench.limit.Wrk;
import ecomauction.bench.load.Bidders;
import ecomauction.bench.load.Tally;
import ecomauction.bench.report.Figure;
import ecomauction.bench.report.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.ToDoubleFunction;

/// The same before and after a hundred thousand lots got a million bids.
public final class Growth {

    private static final int LOTS = 100_000;
    private static final int BIDS = 1_000_000;
    private static final int SPREAD = 10_000;
    private static final Duration ROUND = Duration.ofSeconds(6);
    private static final Duration FILL = Duration.ofSeconds(30);

    private final House house;
    private final Crowd one;
    private final Crowd many;
    private final Pgbench pgbench;

    private Growth(House house, Crowd one, Crowd many, Pgbench pgbench) {
        this.house = house;
        this.one = one;
        this.many = many;
        this.pgbench = pgbench;
    }

    /// Who bids on the same lots in all rounds.
    private record Crowd(List<UUID> lots, Bidders bidders, List<Tally> tallies) {

        static Crowd on(List<UUID> lots, House house) {
            var bidders = new Bidders(house.port(), lots, house.bidders());
            return new Crowd(lots, bidders, new ArrayList<>());
        }

        double bid(Duration time) {
            var tally = bidders.asFastAsPossible(Throughput.CONNECTIONS, time);
            tallies.add(tally);
            return tally.acceptedPerSecond();
        }

        Verdict verdict(House house) {
            return Verdict.over(house.api(), lots, tallies);
        }
    }

    /// @param limit pgbench in tables of its own that did not grow: what the machine gave just then
    private record Round(double hot, double spread, double reads, double limit) {

        @Override
        public String toString() {
            return "hot %,.0f bids/s, spread %,.0f bids/s, %,.0f reads/s, pgbench %,.0f"
                    .formatted(hot, spread, reads, limit);
        }
    }

    public static Result run(House house) {
        var one = Crowd.on(house.lots().open(1, tomorrow()), house);
        var many = Crowd.on(house.lots().open(SPREAD, tomorrow()), house);
        try (var _ = one.bidders();
                var _ = many.bidders()) {
            return new Growth(house, one, many, Pgbench.over(house.database(), SPREAD)).run();
        }
    }

    private Result run() {
        pgbench.tune(Duration.ofSeconds(3));
        many.bid(Throughput.WARM_UP);
        var empty = Rounds.of(house, Rounds.USUAL, this::round);
        fill();
        var full = Rounds.of(house, Rounds.USUAL, this::round);
        var database = house.database();
        return new Result(
                "growth",
                "The same rounds before and after 100,000 lots got 1,000,000 bids.",
                List.of(
                        ratio("hot: full to empty", full, empty, Round::hot).atLeast(0.9),
                        ratio("spread: full to empty", full, empty, Round::spread).atLeast(0.9),
                        ratio("reads: full to empty", full, empty, Round::reads).atLeast(0.9),
                        ratio("pgbench, which did not grow", full, empty, Round::limit),
                        Figure.of("hot, full", full.values(Round::hot), "/s"),
                        Figure.of("spread, full", full.values(Round::spread), "/s"),
                        Figure.of("reads, full", full.values(Round::reads), "/s"),
                        Figure.of("lots", (double) database.number("SELECT count(*) FROM lot"), ""),
                        Figure.of(
                                "entries of the log",
                                (double) database.number("SELECT count(*) FROM bid_log"),
                                "")),
                Math.max(empty.disturbed(), full.disturbed()),
                List.of(one.verdict(house), many.verdict(house)),
                full.notes());
    }

    private static Instant tomorrow() {
        return Instant.now().plus(Duration.ofDays(1));
    }

    private static Figure ratio(
            String name, Rounds<Round> full, Rounds<Round> empty, ToDoubleFunction<Round> part) {
        return Figure.of(
                name, Figure.median(full.values(part)) / Figure.median(empty.values(part)), "×");
    }

    /// Each lot gets its bids by the front door.
    private void fill() {
        var more = house.lots().open(LOTS - SPREAD, tomorrow());
        try (var bidders = new Bidders(house.port(), more, house.bidders())) {
            for (var bids = 0L; bids < BIDS; ) {
                bids += bidders.asFastAsPossible(Throughput.CONNECTIONS, FILL).accepted();
                System.out.printf("  %,d bids in the log%n", bids);
            }
        }
    }

    private Round round() {
        var lot = "http://127.0.0.1:" + house.port() + "/v1/lots/" + one.lots().getFirst();
        return new Round(
                one.bid(ROUND), many.bid(ROUND), Wrk.run(lot, 64, ROUND), pgbench.run(ROUND));
    }
}
