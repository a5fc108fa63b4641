package ecomauction.bench.fault;

import ecomauction.bench.fault.Trial.Outcome;
import ecomauction.bench.house.House;
import ecomauction.bench.house.Rest;
import ecomauction.bench.load.StubbornBidders;
import ecomauction.bench.report.Figure;
import ecomauction.bench.report.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/// All faults by name, each tried several times.
public final class Trials {

    private static final int RUNS = 3;
    private static final Duration WARM_UP = Duration.ofSeconds(15);

    private static final Map<String, Supplier<Fault>> FAULTS = new LinkedHashMap<>();

    static {
        FAULTS.put("killed-replica", Restarts::killedReplica);
        FAULTS.put("rolling-restart", Restarts::rolling);
        FAULTS.put("postgres-restart", Restarts::postgres);
        FAULTS.put("postgres-pause", FrozenPostgres::new);
        FAULTS.put("kafka-restart", Restarts::kafka);
        FAULTS.put("kafka-away", Restarts::kafkaAway);
        FAULTS.put("clock-steps-back", ClockStepsBack::new);
        FAULTS.put("slow-clients", SlowClients::new);
        FAULTS.put("pool-exhausted", ExhaustedPool::new);
        FAULTS.put("disk-full", FullDisk::new);
        FAULTS.put("keycloak-gone", KeycloakGone::new);
    }

    private Trials() {}

    public static List<String> names() {
        return List.copyOf(FAULTS.keySet());
    }

    /// With two replicas of bid-service.
    public static House house() {
        var house =
                House.open(
                        options -> options.replicas("bid-service", Run.REPLICAS.size()),
                        Run.REPLICAS.toArray(String[]::new));
        var lots = house.lots().open(1, Instant.now().plus(Duration.ofDays(1)));
        try (var bidders = StubbornBidders.start(Run.ports(house), lots, house.bidders(), 200)) {
            Rest.of(WARM_UP);
            bidders.stop(Duration.ofSeconds(30));
        }
        return house;
    }

    public static Result of(String name, House house) throws Exception {
        var fault = FAULTS.getOrDefault(name, () -> unknown(name)).get();
        var outcomes = new ArrayList<Outcome>();
        var last = new Run(house, RUNS, List.of());
        try {
            for (int i = 0; i < RUNS; i++) {
                var outcome = new Trial(house, fault).run(i);
                outcomes.add(outcome);
                System.out.println("  " + name + " " + outcome.verdict().toText());
                System.out.println("    " + outcome.figures() + " " + outcome.errors());
            }
        } finally {
            fault.undo(last);
        }
        return result(name, fault, outcomes);
    }

    private static Fault unknown(String name) {
        throw new IllegalArgumentException("There is no fault " + name + ", only " + names());
    }

    private static Result result(String name, Fault fault, List<Outcome> outcomes) {
        var rounds = new LinkedHashMap<String, List<Double>>();
        outcomes.forEach(outcome ->
                outcome.figures()
                        .forEach((figure, value) ->
                                rounds.computeIfAbsent(figure, f -> new ArrayList<>()).add(value)));
        var figures = new ArrayList<Figure>();
        rounds.forEach((figure, values) -> figures.add(figure(figure, values)));
        var errors = new TreeMap<String, Integer>();
        outcomes.forEach(o -> o.errors().forEach((e, n) -> errors.merge(e, n, Integer::sum)));
        return new Result(
                "fault-" + name,
                fault.title(),
                figures,
                outcomes.stream().mapToDouble(Outcome::disturbed).max().orElse(0),
                outcomes.stream().map(Outcome::verdict).toList(),
                List.of(
                        errors.isEmpty()
                                ? "No try failed."
                                : "Tries that failed in all runs, each repeated under its key: "
                                        + errors));
    }

    /// Named with its unit behind the last comma.
    private static Figure figure(String name, List<Double> rounds) {
        var comma = name.lastIndexOf(',');
        var title = name.substring(0, comma);
        var figure = Figure.of(title, rounds, name.substring(comma + 1).trim());
        return title.equals("bids that ended without an answer") ? figure.atMost(0) : figure;
    }
}
