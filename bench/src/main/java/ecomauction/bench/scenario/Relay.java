package ecomauction.bench.scenario;

import ecomauction.bench.house.Arrivals;
import ecomauction.bench.house.House;
import ecomauction.bench.house.Processes;
import ecomauction.bench.house.Verdict;
import ecomauction.bench.load.Bidders;
import ecomauction.bench.load.Tally;
import ecomauction.bench.report.Figure;
import ecomauction.bench.report.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// How soon an event is in Kafka, and what bringing it there costs the database.
public final class Relay {

    private static final Duration ROUND = Duration.ofSeconds(10);
    private static final int BIDS_A_SECOND = 1_000;
    private static final List<String> TOPICS = List.of("bid.events", "bid.private");

    /// The relay's connection is the one that holds an advisory lock.
    private static final String ITS_BACKEND =
            "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted"
                    + " AND database = (SELECT oid FROM pg_database WHERE datname = 'bid') LIMIT 1";

    private Relay() {}

    private record Trip(double perSecond, double p50, double p99, double databaseMicros) {}

    public static Result run(House house) {
        var lots = house.lots().open(200, Instant.now().plus(Duration.ofDays(1)));
        var tallies = new ArrayList<Tally>();
        Rounds<Trip> rounds;
        try (var bidders = new Bidders(house.port(), lots, house.bidders())) {
            tallies.add(bidders.asFastAsPossible(Throughput.CONNECTIONS, Throughput.WARM_UP));
            rounds = trips(house, bidders, tallies);
        }
        return new Result(
                "relay",
                "Events in a consumer's hands after they were written, at 1,000 bids a second on 200 lots.",
                List.of(
                        Figure.of("events", rounds.values(Trip::perSecond), "/s"),
                        Figure.of("p50", rounds.values(Trip::p50), "ms").atMost(10),
                        Figure.of("p99", rounds.values(Trip::p99), "ms").atMost(40),
                        Figure.of(
                                        "CPU of the relay's PostgreSQL backend an event",
                                        rounds.values(Trip::databaseMicros),
                                        "µs")
                                .atMost(20)),
                rounds.disturbed(),
                List.of(Verdict.over(house.api(), lots, tallies)),
                rounds.notes());
    }

    private static Rounds<Trip> trips(House house, Bidders bidders, List<Tally> tallies) {
        try (var arrivals = new Arrivals(house.kafka(), TOPICS, "", Arrivals::written)) {
            tallies.add(bidders.at(BIDS_A_SECOND, Latency.SETTLING));
            return Rounds.of(house, Rounds.USUAL, () -> trip(house, bidders, arrivals, tallies));
        }
    }

    /// The time counts from the insert, before the commit, until the consumer has the event.
    private static Trip trip(House house, Bidders bidders, Arrivals arrivals, List<Tally> tallies) {
        var backend = house.database().number(ITS_BACKEND);
        arrivals.restart();
        var before = Processes.cpuMicrosOfTree(backend);
        var tally = bidders.at(BIDS_A_SECOND, ROUND);
        var micros = Processes.cpuMicrosOfTree(backend) - before;
        tallies.add(tally);
        return new Trip(
                arrivals.seen() * 1e9 / tally.took().toNanos(),
                arrivals.millis(50),
                arrivals.millis(99),
                (double) micros / arrivals.seen());
    }
}
