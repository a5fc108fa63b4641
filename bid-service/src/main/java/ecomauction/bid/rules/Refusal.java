package ecomauction.bid.rules;

/// Why a bid or another act is refused; the names are the codes that callers get.
public enum Refusal {
    AUCTION_NOT_STARTED,
    AUCTION_CLOSED,
    SELLER_CANNOT_BID,
    BIDDER_BLOCKED,
    CURRENCY_MISMATCH,
    AMOUNT_INVALID,
    STATE_MOVED,
    BUY_NOW_AVAILABLE,
    MAX_NOT_RAISED,
    BID_TOO_LOW,
    BUY_NOW_GONE,
    BUY_NOW_PRICE_MISMATCH,
    RETRACTION_NOT_ALLOWED,
    NO_LEADER,
    CANCEL_TOO_LATE,
    LOCKED_BY_BIDS
}
