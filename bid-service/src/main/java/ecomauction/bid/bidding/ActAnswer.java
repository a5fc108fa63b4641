package ecomauction.bid.bidding;

import ecomauction.bid.lot.BidOutcome;
import ecomauction.bid.lot.BidOutcome.Accepted;
import ecomauction.bid.lot.BidOutcome.Done;
import ecomauction.bid.lot.BidOutcome.Refused;
import ecomauction.bid.lot.Lot;
import ecomauction.bid.lot.LotView;
import ecomauction.kit.idempotency.Answer;
import java.time.Instant;

/// Acts other than bids answer with the lot as it is afterwards.
final class ActAnswer {

    private ActAnswer() {}

    static Answer of(Lot lot, BidOutcome outcome, Instant now) {
        return switch (outcome) {
            case Done(_) -> Answer.ok(LotView.of(lot, now));
            case Refused(var reason) -> Answer.refused(BidAnswer.problem(lot, reason, now));
            case Accepted(var seq, _, _, _) ->
                    throw new IllegalStateException("A bid, not another act: " + seq);
        };
    }
}
