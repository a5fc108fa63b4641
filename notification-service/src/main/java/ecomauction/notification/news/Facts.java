package ecomauction.notification.news;

import ecomauction.notification.audience.Bidders.Participant;
import ecomauction.notification.audience.Listing;
import ecomauction.notification.audience.Lot;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// What is known of an auction at the moment of decision.
///
/// @param allKnown whether each alias that has bid is among the participants
record Facts(
        UUID auctionId,
        Listing listing,
        Lot lot,
        List<Participant> participants,
        boolean allKnown,
        Instant now) {

    static Facts of(UUID auctionId, Listing listing, Lot lot, Instant now) {
        return new Facts(auctionId, listing, lot, List.of(), true, now);
    }

    Facts with(List<Participant> everybody, boolean complete) {
        return new Facts(auctionId, listing, lot, everybody, complete, now);
    }
}
