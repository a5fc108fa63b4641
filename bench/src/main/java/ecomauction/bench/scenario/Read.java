package ecomauction.bench.scenario;

import ecomauction.bench.house.House;
import ecomauction.bench.limit.Wrk;
import ecomauction.bench.load.Bidders;
import ecomauction.bench.report.Figure;
import ecomauction.bench.report.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The price of a lot that everybody looks at, held against an endpoint that looks at nothing.
public final class Read {

    private static final Duration ROUND = Duration.ofSeconds(6);
    private static final int CONNECTIONS = 64;

    private Read() {}

    private record Pair(double reads, double limit) {

        @Override
        public String toString() {
            return "%,.0f reads/s, limit %,.0f, %.2f×".formatted(reads, limit, reads / limit);
        }
    }

    public static Result run(House house) {
        var lots = house.lots().open(1, Instant.now().plus(Duration.ofDays(1)));
        try (var bidders = new Bidders(house.port(), lots, house.bidders())) {
            bidders.asFastAsPossible(8, Duration.ofSeconds(2));
        }
        var lot = url(house, "/v1/lots/" + lots.getFirst());
        var empty = url(house, "/v1/rules/clock");
        Wrk.run(empty, CONNECTIONS, Duration.ofSeconds(20));
        Wrk.run(lot, CONNECTIONS, Duration.ofSeconds(20));
        var rounds =
                Rounds.of(
                        house,
                        Rounds.USUAL,
                        () -> {
                            var limit = Wrk.run(empty, CONNECTIONS, ROUND);
                            return new Pair(Wrk.run(lot, CONNECTIONS, ROUND), limit);
                        });
        return new Result(
                "read",
                "GET /v1/lots/{id}, one lot, 64 connections, against GET /v1/rules/clock (wrk).",
                List.of(
                        Figure.of(
                                        "ratio to the limit",
                                        rounds.values(pair -> pair.reads() / pair.limit()),
                                        "×")
                                .atLeast(0.8),
                        Figure.of("reads", rounds.values(Pair::reads), "/s"),
                        Figure.of("limit", rounds.values(Pair::limit), "/s")),
                rounds.disturbed(),
                List.of(),
                rounds.notes());
    }

    private static String url(House house, String path) {
        return "http://127.0.0.1:" + house.port() + path;
    }
}
