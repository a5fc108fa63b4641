package ecomauction.bench;

import ecomauction.bench.house.House;
import ecomauction.bench.report.Report;
import ecomauction.bench.report.Result;
import ecomauction.bench.scenario.Backlog;
import ecomauction.bench.scenario.ClosingSurge;
import ecomauction.bench.scenario.Growth;
import ecomauction.bench.scenario.LastMinute;
import ecomauction.bench.scenario.Latency;
import ecomauction.bench.scenario.Read;
import ecomauction.bench.scenario.Relay;
import ecomauction.bench.scenario.Start;
import ecomauction.bench.scenario.Streams;
import ecomauction.bench.scenario.Throughput;
import ecomauction.local.Options;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// `./ecom bench [scenario …]`
public final class Bench {

    private static final Map<String, Function<House, Result>> SCENARIOS = new LinkedHashMap<>();

    static {
        SCENARIOS.put("hot", Throughput::hot);
        SCENARIOS.put("spread", Throughput::spread);
        SCENARIOS.put("latency", Latency::run);
        SCENARIOS.put("read", Read::run);
        SCENARIOS.put("streams", Streams::run);
        SCENARIOS.put("closing-surge", ClosingSurge::run);
        SCENARIOS.put("last-minute", LastMinute::run);
        SCENARIOS.put("growth", Growth::run);
        SCENARIOS.put("relay", Relay::run);
        SCENARIOS.put("backlog", Backlog::run);
        SCENARIOS.put("start", Start::run);
    }

    private Bench() {}

    public static void main(String[] names) {
        var chosen = names.length == 0 ? SCENARIOS.keySet() : List.of(names);
        var good = true;
        for (var name : chosen) {
            var scenario = SCENARIOS.get(name);
            if (scenario == null) {
                System.err.println("There is no " + name + ", only " + SCENARIOS.keySet());
                System.exit(2);
                return;
            }
            try (var house = House.open(options(name), servers(name))) {
                var result = scenario.apply(house);
                Report.add(result, "./ecom bench " + name);
                good &= result.good();
            }
        }
        System.exit(good ? 0 : 1);
    }

    private static String[] servers(String scenario) {
        return switch (scenario) {
            case "start" -> Start.SERVICES.toArray(String[]::new);
            case "backlog" -> Backlog.REPLICAS.toArray(String[]::new);
            default -> new String[] {"bid-service"};
        };
    }

    private static UnaryOperator<Options> options(String scenario) {
        return scenario.equals("backlog") ? Backlog::options : UnaryOperator.identity();
    }
}
