package ecomauction.bid.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Which of a bidder's bids may be taken back.
public final class Retraction {

    private static final Duration EARLY = Duration.ofHours(12);
    private static final Duration FRESH = Duration.ofHours(1);

    private Retraction() {}

    /// With more than 12 hours left all bids of the bidder go; later only the latest, within the
    /// hour after it was placed; in the soft-close window none.
    ///
    /// @param own the bidder's accepted bids that still count, in their order
    /// @param asked the bid that is to be taken back
    /// @return the sequence numbers that go, empty if it is not allowed
    public static Optional<List<Long>> allowed(
            Terms terms, LotState lot, List<Own> own, long asked, Instant at) {
        var left = Duration.between(at, lot.endsAt());
        var rule = terms.softClose();
        if (rule != null && left.compareTo(rule.window()) <= 0) {
            return Optional.empty();
        }
        if (left.compareTo(EARLY) > 0) {
            return Optional.of(own.stream().map(Own::seq).toList());
        }
        var latest = own.getLast();
        var fresh = Duration.between(latest.at(), at).compareTo(FRESH) <= 0;
        return latest.seq() == asked && fresh
                ? Optional.of(List.of(latest.seq()))
                : Optional.empty();
    }

    public record Own(long seq, Instant at) {}
}
