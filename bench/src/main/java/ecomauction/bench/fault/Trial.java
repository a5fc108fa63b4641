package ecomauction.bench.fault;

import ecomauction.bench.house.House;
import ecomauction.bench.house.Rest;
import ecomauction.bench.house.Verdict;
import ecomauction.bench.load.StubbornBidders;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/// One run of a fault: calm, the fault, calm again, and then the books are checked.
final class Trial {

    private static final int LOTS = 20;
    private static final double BIDS_PER_SECOND = 100;
    private static final Duration CALM = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final House house;
    private final Fault fault;

    Trial(House house, Fault fault) {
        this.house = house;
        this.fault = fault;
    }

    /// @param figures by name with unit
    /// @param errors tries that failed and were made again
    /// @param disturbed share of the machine that was busy with other things before the fault
    record Outcome(
            Map<String, Double> figures,
            Map<String, Integer> errors,
            Verdict verdict,
            double disturbed) {}

    Outcome run(int number) throws Exception {
        var lots = house.lots().open(LOTS, Instant.now().plus(Duration.ofDays(1)));
        var run = new Run(house, number, lots);
        fault.prepare(run);
        var events = BidEvents.fromNowOn(house.kafka());
        try (var bidders =
                StubbornBidders.start(run.ports(), lots, house.bidders(), BIDS_PER_SECOND)) {
            var before = house.usage();
            var calm = System.nanoTime();
            Rest.of(CALM);
            var disturbed = house.usage().since(before).disturbance();
            var began = System.nanoTime();
            run.window("before the fault", calm, began);
            fault.strike(run);
            var over = System.nanoTime();
            awaitBids(bidders, over);
            Rest.of(CALM);
            var ended = System.nanoTime();
            var unanswered = bidders.stop(PATIENCE);
            fault.check(run);
            var verdict = verdict(run, bidders, events, unanswered);
            var figures = figures(run, bidders, began, over, ended);
            figures.put("bids that ended without an answer, ", (double) unanswered);
            figures.put("events that came again under their id, ", (double) events.again());
            return new Outcome(figures, bidders.errors(), verdict, disturbed);
        }
    }

    private static void awaitBids(StubbornBidders bidders, long moment) {
        var until = System.nanoTime() + PATIENCE.toNanos();
        while (bidders.lastAcknowledged() - moment <= 0 && System.nanoTime() < until) {
            Rest.of(Duration.ofMillis(10));
        }
    }

    private static Map<String, Double> figures(
            Run run, StubbornBidders bidders, long began, long over, long ended) {
        var answers = bidders.answers();
        var figures = new LinkedHashMap<String, Double>();
        figures.put(
                "longest time without an acknowledged bid, ms",
                answers.longestGap(began, ended).toNanos() / 1e6);
        figures.put("the fault itself lasted, ms", (over - began) / 1e6);
        figures.put(
                "bids accepted again after its end, ms",
                answers.untilNext(over, ended).toNanos() / 1e6);
        figures.put("longest wait of one bid, retries included, ms", bidders.tally().millis(100));
        run.windows()
                .forEach(w ->
                        figures.put(
                                "p99 of the waits " + w.name() + ", ms",
                                answers.waitMillis(99, w.from(), w.to())));
        figures.put("acknowledged bids, ", (double) bidders.tally().accepted());
        figures.put(
                "tries that failed and were repeated, ",
                (double) bidders.errors().values().stream().mapToInt(n -> n).sum());
        figures.putAll(run.figures());
        return figures;
    }

    private Verdict verdict(Run run, StubbornBidders bidders, BidEvents events, long unanswered) {
        var tally = bidders.tally();
        var verdict = Verdict.over(house.api(), run.lots(), unanswered == 0, List.of(tally));
        var wrong = new ArrayList<>(verdict.wrong());
        wrong.addAll(run.wrong());
        if (verdict.lots() != run.lots().size()) {
            wrong.add("only %d lots have acknowledged bids".formatted(verdict.lots()));
        }
        // What competition leads to is no error; 401, 404, 422 would be.
        tally.refused()
                .forEach((code, count) -> {
                    if (!code.equals("BID_TOO_LOW") && !code.equals("MAX_NOT_RAISED")) {
                        wrong.add(count + " bids were answered " + code);
                    }
                });
        wrong.addAll(events.check(byId(run.lots(), tally.acknowledged()), PATIENCE));
        return new Verdict(
                verdict.lots(), verdict.entries(), verdict.accepted(), verdict.repeats(), wrong);
    }

    private static Map<UUID, long[]> byId(List<UUID> lots, Map<Integer, long[]> acknowledged) {
        var byId = new TreeMap<UUID, long[]>();
        acknowledged.forEach((lot, seqs) -> byId.put(lots.get(lot), seqs));
        return byId;
    }
}
