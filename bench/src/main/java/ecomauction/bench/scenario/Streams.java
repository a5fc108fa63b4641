package ecomauction.bench.scenario;

import ecomauction.bench.house.House;
import ecomauction.bench.house.Processes;
import ecomauction.bench.house.Rest;
import ecomauction.bench.house.Usage;
import ecomauction.bench.load.BidClient;
import ecomauction.bench.load.Bidders;
import ecomauction.bench.load.Watchers;
import ecomauction.bench.report.Figure;
import ecomauction.bench.report.Result;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Thousands who watch one lot on one replica, with a bid each two seconds.
public final class Streams {

    private static final List<Integer> WATCHERS = List.of(1_000, 5_000, 10_000);
    private static final int WARM_UP = 300;
    private static final int BIDS = 12;
    private static final long PAUSE_MILLIS = 2_000;

    private final House house;
    private final UUID lot;
    private final Watchers watchers;
    private final BidClient bidder;
    private long amount = 5_000;

    private Streams(House house, UUID lot, Watchers watchers, BidClient bidder) {
        this.house = house;
        this.lot = lot;
        this.watchers = watchers;
        this.bidder = bidder;
    }

    public static Result run(House house) {
        warmUp(house);
        var lot = house.lots().open(1, tomorrow()).getFirst();
        var vertx = Vertx.vertx();
        try (var watchers = new Watchers(house.port(), lot);
                var bidder = new BidClient(vertx, house.port(), 1)) {
            return new Streams(house, lot, watchers, bidder).run();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            vertx.close();
        }
    }

    private static Instant tomorrow() {
        return Instant.now().plus(Duration.ofDays(1));
    }

    /// The compiler costs more than all messages, but only once.
    private static void warmUp(House house) {
        var lots = house.lots().open(1, tomorrow());
        try (var bidders = new Bidders(house.port(), lots, house.bidders())) {
            bidders.asFastAsPossible(Throughput.CONNECTIONS, Throughput.WARM_UP);
        }
    }

    /// @param messages that arrived at all watchers together
    private record Crowd(int watchers, double p50, double p99, long messages, Usage used) {

        List<Figure> figures() {
            var name = ", %d watchers".formatted(watchers);
            var p50 = Figure.of("p50" + name, this.p50, "ms");
            var p99 = Figure.of("p99" + name, this.p99, "ms");
            var cpu = Figure.of("CPU a message" + name, (double) used.service() / messages, "µs");
            var all = 100.0 * messages / ((long) watchers * BIDS);
            var most = watchers == WATCHERS.getLast();
            return List.of(
                    most ? p50.atMost(100) : p50,
                    most ? p99.atMost(250) : p99,
                    most ? cpu.atMost(25) : cpu,
                    Figure.of("events that arrived" + name, all, "%").atLeast(100));
        }

        double microsMoreThan(Crowd smaller) {
            return (double) (used.service() - smaller.used.service())
                    / (messages - smaller.messages);
        }
    }

    private Result run() throws Exception {
        var service = house.pid("bid-service");
        watchers.grow(WATCHERS.getFirst());
        bid(WARM_UP, 100);
        var resident = Processes.residentBytes(service);
        var crowds = new ArrayList<Crowd>();
        for (int count : WATCHERS) {
            crowds.add(watch(count));
        }
        var first = crowds.getFirst();
        var last = crowds.getLast();
        var bytes = (double) (Processes.residentBytes(service) - resident);
        var figures = new ArrayList<Figure>();
        crowds.forEach(crowd -> figures.addAll(crowd.figures()));
        figures.add(Figure.of("CPU of each further message", last.microsMoreThan(first), "µs"));
        figures.add(
                Figure.of(
                                "resident memory of each further connection",
                                bytes / 1024 / (last.watchers() - first.watchers()),
                                "KB")
                        .atMost(30));
        figures.add(Figure.of("connections lost", watchers.lost(), "").atMost(0));
        return new Result(
                "streams",
                "1,000, 5,000 and 10,000 watchers of one lot over SSE on one replica, a bid each 2 s.",
                figures,
                crowds.stream().mapToDouble(crowd -> crowd.used().disturbance()).max().orElse(0),
                List.of(),
                List.of(
                        "The time counts from sending the bid to the watcher's last byte of its event."));
    }

    private Crowd watch(int count) throws Exception {
        watchers.grow(count);
        bid(3, PAUSE_MILLIS);
        watchers.forget();
        var before = house.usage();
        bid(BIDS, PAUSE_MILLIS);
        var used = house.usage().since(before);
        return new Crowd(
                count, watchers.millis(50), watchers.millis(99), watchers.decisions(), used);
    }

    private void bid(int count, long pauseMillis) {
        for (int i = 0; i < count; i++) {
            amount += 100;
            var token = house.api().token(i % 2 == 0 ? "bidder1" : "bidder2");
            var bid = BidClient.Bid.of(0, lot, token, UUID.randomUUID().toString(), amount);
            watchers.bidIsSent();
            var _ = bidder.place(bid);
            Rest.of(Duration.ofMillis(pauseMillis));
        }
    }
}
