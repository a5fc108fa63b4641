package ecomauction.demo.replay;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// What became of the bids, counted while they are placed.
final class Tally {

    private final LongAdder accepted = new LongAdder();
    private final Map<String, LongAdder> refused = new ConcurrentHashMap<>();
    private final Histogram micros = new ConcurrentHistogram(60_000_000, 3);

    void accepted() {
        accepted.increment();
    }

    void refused(String code) {
        refused.computeIfAbsent(code, _ -> new LongAdder()).increment();
    }

    void took(long nanos) {
        micros.recordValue(Math.clamp(nanos / 1000, 1, 60_000_000));
    }

    long acceptedCount() {
        return accepted.sum();
    }

    /// By code, in its order.
    Map<String, Long> refusedCounts() {
        var counts = new TreeMap<String, Long>();
        refused.forEach((code, count) -> counts.put(code, count.sum()));
        return counts;
    }

    double millisAt(double percentile) {
        return micros.getValueAtPercentile(percentile) / 1000.0;
    }
}
