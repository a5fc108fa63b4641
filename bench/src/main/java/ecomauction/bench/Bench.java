package ecomauction.bench;

import ecomauction.bench.house.House;
import ecomauction.bench.report.Report;
import ecomauction.bench.report.Result;
import ecomauction.bench.scenario.ClosingSurge;
import ecomauction.bench.scenario.Growth;
import ecomauction.bench.scenario.LastMinute;
import ecomauction.bench.scenario.Latency;
import ecomauction.bench.scenario.Read;
import ecomauction.bench.scenario.Relay;
import ecomauction.bench.scenario.Start;
import ecomauction.bench.scenario.Streams;
import ecomauction.bench.scenario.Throughput;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// `./ecom bench [scenario …]`
public final class Bench {

    private static final Map<String, Function<House, Result>> ON_ONE_REPLICA =
            new LinkedHashMap<>();

    static {
        ON_ONE_REPLICA.put("hot", Throughput::hot);
        ON_ONE_REPLICA.put("spread", Throughput::spread);
        ON_ONE_REPLICA.put("latency", Latency::run);
        ON_ONE_REPLICA.put("read", Read::run);
        ON_ONE_REPLICA.put("streams", Streams::run);
        ON_ONE_REPLICA.put("closing-surge", ClosingSurge::run);
        ON_ONE_REPLICA.put("last-minute", LastMinute::run);
        ON_ONE_REPLICA.put("growth", Growth::run);
        ON_ONE_REPLICA.put("relay", Relay::run);
        ON_ONE_REPLICA.put("start", Start::run);
    }

    private Bench() {}

    public static void main(String[] names) {
        var chosen = names.length == 0 ? ON_ONE_REPLICA.keySet() : List.of(names);
        var good = true;
        for (var name : chosen) {
            var scenario = ON_ONE_REPLICA.get(name);
            if (scenario == null) {
                System.err.println("There is no " + name + ", only " + ON_ONE_REPLICA.keySet());
                System.exit(2);
                return;
            }
            try (var house = House.open(UnaryOperator.identity(), servers(name))) {
                var result = scenario.apply(house);
                Report.add(result, "./ecom bench " + name);
                good &= result.good();
            }
        }
        System.exit(good ? 0 : 1);
    }

    private static String[] servers(String scenario) {
        return scenario.equals("start")
                ? Start.SERVICES.toArray(String[]::new)
                : new String[] {"bid-service"};
    }
}
