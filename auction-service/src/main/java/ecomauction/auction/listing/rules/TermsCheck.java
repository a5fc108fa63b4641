package ecomauction.auction.listing.rules;

import ecomauction.auction.increments.rules.IncrementTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whether a listing can be held as it is, beginning now.
public final class TermsCheck {

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(90);

    private TermsCheck() {}

    /// Gives all that is wrong.
    ///
    /// @param table the increment table in force, null where it is not known yet
    public static List<Violation> of(Listing listing, @Nullable IncrementTable table, Instant now) {
        var findings = new Findings();
        times(listing, now, findings);
        if (table != null && !table.currency().equals(listing.currency())) {
            findings.add("incrementTable", "is for " + table.currency());
        }
        FormatRules.of(listing.format()).check(listing, table, findings);
        return findings.violations();
    }

    private static void times(Listing listing, Instant now, Findings findings) {
        var startsAt = listing.startsAt() == null ? now : listing.startsAt();
        var runs = Duration.between(startsAt, listing.endsAt());
        if (runs.compareTo(SHORTEST) < 0 || runs.compareTo(LONGEST) > 0) {
            findings.add("endsAt", "1 minute to 90 days after the start");
        } else if (!listing.endsAt().isAfter(now)) {
            findings.add("endsAt", "in the future");
        }
        if (startsAt.isAfter(now.plus(LONGEST))) {
            findings.add("startsAt", "at most 90 days ahead");
        }
    }
}
