package ecomauction.demo.replay;

import java.time.Instant;

/// A recorded auction that runs again.
///
/// @param title names the run too, so that its mails are told from those of earlier runs
record Lot(RecordedAuction recorded, String auctionId, String title, Instant endsAt) {}
