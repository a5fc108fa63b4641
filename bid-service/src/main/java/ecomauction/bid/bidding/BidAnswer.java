package ecomauction.bid.bidding;

import ecomauction.bid.lot.BidOutcome;
import ecomauction.bid.lot.BidOutcome.Accepted;
import ecomauction.bid.lot.BidOutcome.Done;
import ecomauction.bid.lot.BidOutcome.Refused;
import ecomauction.bid.lot.Lot;
import ecomauction.bid.rules.LotState.Status;
import ecomauction.bid.rules.Refusal;
import ecomauction.bid.rules.Verdict.Kind;
import ecomauction.contracts.Money;
import ecomauction.kit.idempotency.Answer;
import ecomauction.kit.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// What a bidder is answered.
///
/// @param outcome LEADING, COUNTERED (somebody's earlier maximum is as high or higher) or RAISED
///   (own maximum)
/// @param price the standing price after the bid
/// @param minNext the least that the next bid must offer
/// @param receivedAt by the database's clock; decides whether the bid was in time
record BidAnswer(
        UUID auctionId,
        long seq,
        String outcome,
        Money price,
        Money minNext,
        boolean leading,
        Instant endsAt,
        Instant receivedAt,
        Instant serverTime) {

    static Answer of(Lot lot, BidOutcome outcome, Instant now) {
        return switch (outcome) {
            case Accepted(var seq, var kind, var leading, var at) ->
                    Answer.created(
                            new BidAnswer(
                                    lot.id(),
                                    seq,
                                    kind == Kind.FIRST ? "LEADING" : kind.name(),
                                    lot.money(lot.state().price()),
                                    lot.minNext(),
                                    leading,
                                    lot.state().endsAt(),
                                    at,
                                    now),
                            "/v1/lots/" + lot.id() + "/bids/" + seq + "/explain");
            case Refused(var reason) -> Answer.refused(problem(lot, reason, now));
            case Done(var seq) -> throw new IllegalStateException("A bid was not judged: " + seq);
        };
    }

    static Problem problem(Lot lot, Refusal reason, Instant now) {
        var problem = problemOf(lot, reason).with("seq", lot.seq()).with("minNext", lot.minNext());
        if (lot.leaderAlias() != null) {
            problem.with("price", lot.money(lot.state().price()));
        }
        return problem.with("endsAt", lot.state().endsAt()).with("serverTime", now);
    }

    private static Problem problemOf(Lot lot, Refusal reason) {
        var code = reason.name();
        return switch (reason) {
            case AUCTION_NOT_STARTED ->
                    Problem.conflict(
                            code, "Bids are taken from %s on.".formatted(lot.rules().startsAt()));
            case AUCTION_CLOSED ->
                    lot.state().status() == Status.OPEN
                            ? Problem.conflict(
                                            "AUCTION_CLOSING",
                                            "Time is up; a bid that came in time may still extend it.")
                                    .retryAfter(Duration.ofSeconds(1))
                            : Problem.conflict(code, "The lot is closed.");
            case SELLER_CANNOT_BID ->
                    Problem.conflict(code, "Sellers cannot bid on their own lots.");
            case BIDDER_BLOCKED -> Problem.forbidden(code, "You were excluded from this lot.");
            case CURRENCY_MISMATCH ->
                    Problem.badRequest(code, "This lot is in %s.".formatted(lot.rules().currency()))
                            .field("maxAmount.currency", "must be " + lot.rules().currency());
            case AMOUNT_INVALID ->
                    Problem.badRequest(code, "The amount is out of range.")
                            .field("maxAmount.amount", "1 to 99999999 minor units");
            case STATE_MOVED -> Problem.conflict(code, "The lot has moved on since you looked.");
            case BUY_NOW_AVAILABLE ->
                    Problem.conflict(
                            code,
                            "For that much you can buy the lot now; nobody should bid more by mistake.");
            case MAX_NOT_RAISED ->
                    Problem.conflict(
                            code, "You lead already; a new maximum must be above your own.");
            case BID_TOO_LOW ->
                    Problem.conflict(code, "Bid at least %s.".formatted(lot.minNext().toText()));
            case BUY_NOW_GONE -> Problem.conflict(code, "The lot cannot be bought now.");
            case BUY_NOW_PRICE_MISMATCH ->
                    Problem.conflict(code, "The buy-now price is not the one that you expected.");
            case RETRACTION_NOT_ALLOWED ->
                    Problem.conflict(code, "This bid can no longer be taken back.");
            case NO_LEADER -> Problem.conflict(code, "Nobody has bid.");
            case CANCEL_TOO_LATE, LOCKED_BY_BIDS ->
                    Problem.conflict(code, "There are bids on this lot.");
        };
    }
}
