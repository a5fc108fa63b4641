package ecomauction.auction.listing.rules;

import java.time.Instant;
import java.util.List;

/// What comes of a wish to create, change, publish or end an auction.
public sealed interface ListingOutcome {

    /// It is as wished.
    ///
    /// @param now the time of the decision
    record Done(Auction auction, Instant now) implements ListingOutcome {}

    /// What was wished is already so; nothing happened.
    record Unchanged(Auction auction, Instant now) implements ListingOutcome {}

    record Deleted(Auction auction) implements ListingOutcome {}

    record Unknown() implements ListingOutcome {}

    record NotYours() implements ListingOutcome {}

    record Stale(long revision) implements ListingOutcome {}

    record Invalid(List<Violation> violations) implements ListingOutcome {}

    record NotADraft(Status status) implements ListingOutcome {}

    record StillADraft() implements ListingOutcome {}

    /// There are bids.
    ///
    /// @param fields what may not change any more
    record Locked(List<String> fields) implements ListingOutcome {}

    record Over(Status status) implements ListingOutcome {}

    record CancelTooLate(Instant endsAt) implements ListingOutcome {}

    /// bid-service has not been heard of since the system was set up.
    record TablesMissing() implements ListingOutcome {}
}
