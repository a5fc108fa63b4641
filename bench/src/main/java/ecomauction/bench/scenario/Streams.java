package ecomauction.bench.scenario;

import ecomauction.bench.house.House;
import ecomauction.bench.house.Processes;
import ecomauction.bench.load.BidClient;
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
    private static final int BIDS = 12;

    /// Bids for the compiler: it costs more than the messages, but only once.
    private static final int WARM_UP = 300;

    private static final long PAUSE_MILLIS = 2_000;

    private Streams() {}

    public static Result run(House house) {
        var lot = house.lots().open(1, Instant.now().plus(Duration.ofDays(1))).getFirst();
        var figures = new ArrayList<Figure>();
        var notes = new ArrayList<String>();
        var service = house.pid("bid-service");
        var disturbed = 0.0;
        var vertx = Vertx.vertx();
        try (var watchers = new Watchers(house.port(), lot);
                var bidder = new BidClient(vertx, house.port(), 1)) {
            watchers.grow(WATCHERS.getFirst());
            var amount = bid(house, bidder, watchers, lot, 5_000, WARM_UP, 100);
            var residentBefore = Processes.residentBytes(service);
            for (int count : WATCHERS) {
                watchers.grow(count);
                amount = bid(house, bidder, watchers, lot, amount, 3, PAUSE_MILLIS);
                watchers.forget();
                var before = house.usage();
                amount = bid(house, bidder, watchers, lot, amount, BIDS, PAUSE_MILLIS);
                var used = house.usage().since(before);
                disturbed = Math.max(disturbed, used.disturbance());
                var all = count == 10_000;
                var p50 = Figure.of("p50, " + count + " watchers", watchers.millis(50), "ms");
                var p99 = Figure.of("p99, " + count + " watchers", watchers.millis(99), "ms");
                var cpu =
                        Figure.of(
                                "CPU a message, " + count + " watchers",
                                (double) used.service() / watchers.decisions(),
                                "µs");
                figures.add(all ? p50.atMost(100) : p50);
                figures.add(all ? p99.atMost(250) : p99);
                figures.add(all ? cpu.atMost(25) : cpu);
                figures.add(
                        Figure.of(
                                        "events that arrived, " + count + " watchers",
                                        100.0 * watchers.decisions() / ((long) count * BIDS),
                                        "%")
                                .atLeast(100));
            }
            var resident = Processes.residentBytes(service) - residentBefore;
            figures.add(
                    Figure.of("resident memory a connection", resident / 9_000.0 / 1024, "KB")
                            .atMost(30));
            figures.add(Figure.of("connections lost", watchers.lost(), "").atMost(0));
            notes.add(
                    "The time counts from sending the bid to the watcher's last byte of its event.");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            vertx.close();
        }
        return new Result(
                "streams",
                "1,000, 5,000 and 10,000 watchers of one lot over SSE on one replica, a bid each 2 s.",
                figures,
                disturbed,
                List.of(),
                notes);
    }

    private static long bid(
            House house,
            BidClient bidder,
            Watchers watchers,
            UUID lot,
            long from,
            int count,
            long pauseMillis)
            throws InterruptedException {
        var amount = from;
        for (int i = 0; i < count; i++) {
            amount += 100;
            var token = house.api().token(i % 2 == 0 ? "bidder1" : "bidder2");
            var bid = BidClient.Bid.of(0, lot, token, UUID.randomUUID().toString(), amount);
            watchers.bidIsSent();
            bidder.place(bid);
            Thread.sleep(Duration.ofMillis(pauseMillis));
        }
        return amount;
    }
}
