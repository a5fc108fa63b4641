package ecomauction.notification.news;

import ecomauction.notification.notices.Notice;
import java.util.List;

/// What to do about an occasion.
///
/// @param notices to tell now; none if the occasion is out of date
/// @param complete false if an event of another topic is still missing: decide again later, nobody
///   is told twice
record Decision(List<Notice> notices, boolean complete) {

    static Decision nothing() {
        return new Decision(List.of(), true);
    }

    static Decision later() {
        return new Decision(List.of(), false);
    }
}
