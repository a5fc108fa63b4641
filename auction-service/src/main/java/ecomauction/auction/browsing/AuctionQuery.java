package ecomauction.auction.browsing;

import ecomauction.auction.listing.rules.Status;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is asked of the list.
///
/// @param statuses empty: all but drafts
/// @param reader sees the own drafts; null for somebody without a token
/// @param operator sees all drafts
/// @param after where the page before ended
record AuctionQuery(
        Set<Status> statuses,
        @Nullable String category,
        @Nullable String seller,
        @Nullable Instant endsBefore,
        @Nullable String words,
        @Nullable String reader,
        boolean operator,
        Sort sort,
        int limit,
        @Nullable Position after) {

    /// @param key the sort value of the last row
    record Position(Moment moment, String key, UUID id) {}
}
