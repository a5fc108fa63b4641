package ecomauction.demo.replay;

import ecomauction.demo.client.Api;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The whole run: list, bid, let close, look at the mails.
public final class ReplayAll {

    private static final Duration MAILS_WITHIN = Duration.ofSeconds(20);

    private final Api api;
    private final PrintStream out;

    public ReplayAll(Api api, PrintStream out) {
        this.api = api;
        this.out = out;
    }

    /// Tells whether all is as expected.
    public boolean run(Settings settings) throws IOException, InterruptedException {
        var began = Instant.now();
        var tally = new Tally();
        var run = Long.toString(began.toEpochMilli(), 36);
        var replay = new Replay(api, run, settings.runsFor(), tally);
        var auctions = RecordedAuction.all().stream().limit(settings.auctions()).toList();

        var lots = list(auctions, replay, settings);
        var beganBids = Instant.now();
        bid(lots, replay, settings);
        var bidding = Duration.between(beganBids, Instant.now());
        var endings = awaitEndings(lots, replay);
        out.println("  waiting for the mails …");
        var faults = new ArrayList<>(new MailCheck(api).await(endings, MAILS_WITHIN));
        var total = Duration.between(began, Instant.now());
        if (total.compareTo(settings.limit()) > 0) {
            faults.add("took longer than %d s".formatted(settings.limit().toSeconds()));
        }

        var report = new Report(endings, tally, bidding, total, faults);
        out.print(report.toText());
        return report.good();
    }

    private List<Lot> list(List<RecordedAuction> auctions, Replay replay, Settings settings)
            throws InterruptedException {
        var progress = progress("auctions listed", auctions.size());
        return new Parallel(settings.parallel())
                .map(
                        auctions,
                        auction -> {
                            var lot = replay.list(auction);
                            progress.step();
                            return lot;
                        });
    }

    private void bid(List<Lot> lots, Replay replay, Settings settings) throws InterruptedException {
        var bids = lots.stream().mapToInt(lot -> lot.recorded().bids().size()).sum();
        var progress = progress("bids placed", bids);
        new Parallel(settings.parallel())
                .map(
                        lots,
                        lot -> {
                            replay.bid(lot, progress);
                            return lot;
                        });
    }

    private List<Ending> awaitEndings(List<Lot> lots, Replay replay) throws InterruptedException {
        var progress = progress("auctions closed", lots.size());
        return new Parallel(lots.size())
                .map(
                        lots,
                        lot -> {
                            var ending = replay.awaitEnding(lot);
                            progress.step();
                            return ending;
                        });
    }

    private Progress progress(String what, int total) {
        return new Progress(out, Progress.onTerminal(), what, total);
    }

    /// How much, and how fast.
    ///
    /// @param auctions how many of the recorded ones
    /// @param parallel how many at a time
    /// @param runsFor from listing to end: long enough for all bids
    /// @param limit how long all may take
    public record Settings(int auctions, int parallel, Duration runsFor, Duration limit) {

        public Settings {
            if (auctions < 1 || parallel < 1) {
                throw new IllegalArgumentException("At least one auction, one at a time");
            }
        }
    }
}
