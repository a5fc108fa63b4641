package ecomauction.bench.load;

import ecomauction.bench.load.BidClient.Answer;
import ecomauction.bench.load.BidClient.Bid;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;

/// What a load was answered. Written by one event loop.
public final class Tally {

    private static final long LONGEST = TimeUnit.MINUTES.toMicros(2);

    private final Histogram micros = new Histogram(LONGEST, 3);
    private final Map<String, Integer> refused = new TreeMap<>();
    private final Map<String, Integer> failed = new TreeMap<>();
    private int[] lots = new int[1 << 16];
    private long[] seqs = new long[1 << 16];
    private int accepted;
    private int repeated;
    private int wrongRepeats;
    private Duration took = Duration.ZERO;

    /// @param since when the bid should have been sent, by [System#nanoTime]
    void note(Bid bid, Answer answer, long since) {
        micros.recordValue(Math.min(LONGEST, (System.nanoTime() - since) / 1000));
        if (answer.status() == 201) {
            accept(bid.lot(), answer.seq());
        } else {
            (answer.status() < 500 ? refused : failed).merge(answer.code(), 1, Integer::sum);
        }
    }

    private void accept(int lot, long seq) {
        if (accepted == lots.length) {
            lots = Arrays.copyOf(lots, 2 * accepted);
            seqs = Arrays.copyOf(seqs, 2 * accepted);
        }
        lots[accepted] = lot;
        seqs[accepted++] = seq;
    }

    /// The same key again must give the same answer, unless the answer was that the lot is closing:
    /// that is not final and not kept.
    void noteRepeat(Answer first, Answer again) {
        if (again.status() < 500 && !first.code().equals("AUCTION_CLOSING")) {
            repeated++;
            if (again.status() != first.status() || !again.body().equals(first.body())) {
                wrongRepeats++;
            }
        }
    }

    void took(Duration time) {
        took = time;
    }

    public double acceptedPerSecond() {
        return accepted * 1e9 / took.toNanos();
    }

    public double answeredPerSecond() {
        return micros.getTotalCount() * 1e9 / took.toNanos();
    }

    public int accepted() {
        return accepted;
    }

    /// Bids that were answered, whatever the answer.
    public long answered() {
        return micros.getTotalCount();
    }

    public Duration took() {
        return took;
    }

    public int repeated() {
        return repeated;
    }

    public int wrongRepeats() {
        return wrongRepeats;
    }

    /// Refusals by code: business answers, not errors.
    public Map<String, Integer> refused() {
        return refused;
    }

    /// 5xx and lost connections by code.
    public Map<String, Integer> failed() {
        return failed;
    }

    public double millis(double percentile) {
        return micros.getValueAtPercentile(percentile) / 1000.0;
    }

    /// The acknowledged seqs of each lot, sorted.
    public Map<Integer, long[]> acknowledged() {
        var byLot = new TreeMap<Integer, LongStream.Builder>();
        for (int i = 0; i < accepted; i++) {
            byLot.computeIfAbsent(lots[i], lot -> LongStream.builder()).add(seqs[i]);
        }
        var sorted = new TreeMap<Integer, long[]>();
        byLot.forEach((lot, all) -> sorted.put(lot, all.build().sorted().toArray()));
        return sorted;
    }
}
