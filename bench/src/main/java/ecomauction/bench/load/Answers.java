package ecomauction.bench.load;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.LongStream;

/// When bids were due and when they were acknowledged, in nanoseconds. Written by one thread, read
/// when it has ended.
public final class Answers {

    private long[] due = new long[1 << 12];
    private long[] acknowledged = new long[1 << 12];
    private int count;

    void note(long dueAt, long acknowledgedAt) {
        if (count == due.length) {
            due = Arrays.copyOf(due, 2 * count);
            acknowledged = Arrays.copyOf(acknowledged, 2 * count);
        }
        due[count] = dueAt;
        acknowledged[count++] = acknowledgedAt;
    }

    /// The longest time without an acknowledgement; what lies before `from` or behind `to` does not
    /// count.
    public Duration longestGap(long from, long to) {
        var moments =
                LongStream.concat(
                                Arrays.stream(acknowledged, 0, count)
                                        .filter(at -> at - from > 0 && at - to < 0),
                                LongStream.of(to))
                        .sorted()
                        .toArray();
        var longest = 0L;
        var before = from;
        for (var moment : moments) {
            longest = Math.max(longest, moment - before);
            before = moment;
        }
        return Duration.ofNanos(longest);
    }

    /// From the moment to the next acknowledgement, or to `to` if none came.
    public Duration untilNext(long moment, long to) {
        var next =
                Arrays.stream(acknowledged, 0, count)
                        .filter(at -> at - moment > 0)
                        .min()
                        .orElse(to);
        return Duration.ofNanos(next - moment);
    }

    /// How long the bids waited that were due between the two moments, retries included.
    ///
    /// @return 0 if there were none
    public double waitMillis(double percentile, long from, long to) {
        var waits = new long[count];
        var found = 0;
        for (int i = 0; i < count; i++) {
            if (due[i] - from >= 0 && due[i] - to < 0) {
                waits[found++] = acknowledged[i] - due[i];
            }
        }
        Arrays.sort(waits, 0, found);
        var rank = (int) Math.ceil(percentile / 100 * found);
        return found == 0 ? 0 : waits[Math.max(0, rank - 1)] / 1e6;
    }
}
