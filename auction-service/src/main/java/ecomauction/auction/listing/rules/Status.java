package ecomauction.auction.listing.rules;

/// Where an auction stands, as everybody sees it. SCHEDULED, OPEN and CLOSING follow from the time.
public enum Status {
    DRAFT,
    SCHEDULED,
    OPEN,
    /// The end is reached; bid-service has not spoken the final word yet.
    CLOSING,
    SOLD,
    UNSOLD,
    /// Somebody wishes to cancel; bid-service has not answered yet.
    CANCELLING,
    CANCELLED
}
