package ecomauction.auction.browsing;

import java.time.Instant;
import java.util.regex.Pattern;

/// The moment whose list is being read: what PostgreSQL had committed, and what time it was.
record Moment(String snapshot, Instant time) {

    private static final Pattern SNAPSHOT =
            Pattern.compile("(\\d{1,18}):(\\d{1,18}):((\\d{1,18}(,\\d{1,18})*)?)");

    /// Throws IllegalArgumentException if it is not one that PostgreSQL gave.
    static Moment parse(String snapshot, String time) {
        var parts = SNAPSHOT.matcher(snapshot);
        if (!parts.matches()) {
            throw new IllegalArgumentException(snapshot);
        }
        var least = Long.parseLong(parts.group(1));
        var end = Long.parseLong(parts.group(2));
        if (least < 1 || end < least || !rising(parts.group(3), least, end)) {
            throw new IllegalArgumentException(snapshot);
        }
        return new Moment(snapshot, Sort.time(time));
    }

    private static boolean rising(String running, long least, long end) {
        var last = least;
        for (var id : running.isEmpty() ? new String[0] : running.split(",")) {
            var next = Long.parseLong(id);
            if (next < last || next >= end) {
                return false;
            }
            last = next;
        }
        return true;
    }
}
