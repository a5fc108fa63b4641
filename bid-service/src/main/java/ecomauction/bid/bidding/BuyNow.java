package ecomauction.bid.bidding;

import ecomauction.bid.lot.Bidder;
import ecomauction.bid.lot.Lot;
import ecomauction.bid.lot.Lots;
import ecomauction.bid.lot.Lots.Candidate;
import ecomauction.bid.lot.UnknownLot;
import ecomauction.contracts.Money;
import ecomauction.kit.idempotency.Answer;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Ends the auction at the buy-now price; among all that come at once the first under the lock
/// buys.
@ApplicationScoped
class BuyNow {

    private final Lots lots;

    BuyNow(Lots lots) {
        this.lots = lots;
    }

    Uni<Answer> handle(SqlConnection tx, UUID auctionId, Bidder buyer, Money expectedPrice) {
        return lots.underLock(
                        tx,
                        auctionId,
                        (lot, now) ->
                                lots.introduce(
                                                tx,
                                                Map.of(lot.id(), lot),
                                                List.of(new Candidate(lot.id(), buyer.key())))
                                        .chain(() -> buy(tx, lot, buyer, expectedPrice, now)))
                .map(answer -> answer.orElseGet(() -> Answer.refused(UnknownLot.problem())));
    }

    private Uni<Answer> buy(
            SqlConnection tx, Lot lot, Bidder buyer, Money expectedPrice, Instant now) {
        var outcome = lot.buyNow(buyer, expectedPrice, now);
        return lots.save(tx, List.of(lot)).replaceWith(ActAnswer.of(lot, outcome, now));
    }
}
