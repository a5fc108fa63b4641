package ecomauction.demo.log;

import ecomauction.demo.log.LogEntry.SoftClose;
import ecomauction.demo.log.LogEntry.State;
import ecomauction.demo.log.LogEntry.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Terms and states for logs that tests write by hand.
final class Lots {

    static final Instant START = Instant.parse("2026-01-02T09:00:00.000006Z");
    static final Instant END = START.plus(Duration.ofDays(3));
    static final List<List<Long>> USD =
            List.of(
                    List.of(0L, 5L),
                    List.of(100L, 25L),
                    List.of(500L, 50L),
                    List.of(2_500L, 100L),
                    List.of(10_000L, 250L),
                    List.of(25_000L, 500L));

    private Lots() {}

    static Instant after(long minutes) {
        return START.plus(Duration.ofMinutes(minutes));
    }

    static Instant beforeEnd(Duration left) {
        return END.minus(left);
    }

    static Terms startingAt(long price) {
        return terms(price, null, null);
    }

    static Terms buyNowAt(long price, long buyNow, String policy) {
        return terms(price, buyNow, policy);
    }

    private static Terms terms(long start, @Nullable Long buyNow, @Nullable String policy) {
        return new Terms(
                "ENGLISH",
                "USD",
                start,
                null,
                buyNow,
                policy,
                null,
                START,
                END,
                END.plus(Duration.ofMinutes(10)),
                new SoftClose(120_000, 120_000, "FROM_BID", 10),
                "USD/1",
                USD);
    }

    static State nobody(long minNext) {
        return new State(null, null, minNext, 0, false, false, END, 0);
    }

    static State leads(String leader, long price, long minNext, int bidCount) {
        return new State(leader, price, minNext, bidCount, true, false, END, 0);
    }

    static State notMet(State state) {
        return new State(
                state.leader(),
                state.price(),
                state.minNext(),
                state.bidCount(),
                false,
                state.buyNowAvailable(),
                state.endsAt(),
                state.extensions());
    }

    static State withOffer(State state) {
        return new State(
                state.leader(),
                state.price(),
                state.minNext(),
                state.bidCount(),
                state.reserveMet(),
                true,
                state.endsAt(),
                state.extensions());
    }
}
