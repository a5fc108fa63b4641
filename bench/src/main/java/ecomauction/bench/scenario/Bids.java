package ecomauction.bench.scenario;

import ecomauction.bench.house.House;
import ecomauction.bench.house.Launch;
import ecomauction.bench.house.Verdict;
import ecomauction.bench.load.Bidders;
import ecomauction.bench.load.Tally;
import ecomauction.bench.report.Figure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What bid-service does in one of its forms: a thousand bids, then as many as get through.
final class Bids {

    private static final Duration WARM_UP = Duration.ofSeconds(25);
    private static final Duration ROUND = Duration.ofSeconds(4);
    private static final int A_SECOND = 250;
    private static final Duration FOUR_SECONDS = Duration.ofSeconds(4);

    private final House house;
    private final List<Figure> resident = new ArrayList<>();
    private final List<Figure> accepted = new ArrayList<>();
    private final List<Verdict> verdicts = new ArrayList<>();
    private double disturbed;

    Bids(House house) {
        this.house = house;
    }

    void few() {
        var lots = house.lots().open(1, Instant.now().plus(Duration.ofDays(1)));
        try (var bidders = new Bidders(house.port(), lots, house.bidders())) {
            bidders.at(A_SECOND, FOUR_SECONDS);
        }
    }

    void measure(Form form, Launch launch) {
        var lots = house.lots().open(1, Instant.now().plus(Duration.ofDays(1)));
        var tallies = new ArrayList<Tally>();
        try (var bidders = new Bidders(house.port(), lots, house.bidders())) {
            tallies.add(bidders.at(A_SECOND, FOUR_SECONDS));
            resident.add(
                    Figure.of(
                            "bid-service, resident after 1,000 bids: " + form.name(),
                            launch.residentMebibytes(),
                            "MiB"));
            tallies.add(bidders.asFastAsPossible(Throughput.CONNECTIONS, WARM_UP));
            var rounds =
                    Rounds.of(
                            house,
                            Rounds.USUAL,
                            () -> {
                                var tally = bidders.asFastAsPossible(Throughput.CONNECTIONS, ROUND);
                                tallies.add(tally);
                                return tally.acceptedPerSecond();
                            });
            disturbed = Math.max(disturbed, rounds.disturbed());
            accepted.add(
                    Figure.of(
                            "bid-service, accepted bids: " + form.name(),
                            rounds.values(rate -> rate),
                            "/s"));
        }
        verdicts.add(Verdict.over(house.api(), lots, tallies));
    }

    List<Figure> figures() {
        var all = new ArrayList<>(resident);
        all.addAll(accepted);
        return all;
    }

    List<Verdict> verdicts() {
        return verdicts;
    }

    double disturbed() {
        return disturbed;
    }
}
