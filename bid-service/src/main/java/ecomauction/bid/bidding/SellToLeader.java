package ecomauction.bid.bidding;

import ecomauction.bid.lot.Lot;
import ecomauction.bid.lot.Lots;
import ecomauction.bid.lot.UnknownLot;
import ecomauction.kit.idempotency.Answer;
import ecomauction.kit.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// The seller ends the auction early and takes what is offered, the reserve waived.
@ApplicationScoped
class SellToLeader {

    private final Lots lots;

    SellToLeader(Lots lots) {
        this.lots = lots;
    }

    Uni<Answer> handle(SqlConnection tx, UUID auctionId, String caller, boolean operator) {
        return lots.underLock(
                        tx,
                        auctionId,
                        (lot, now) ->
                                mayEnd(lot, caller, operator) ? sell(tx, lot, now) : notYours())
                .map(answer -> answer.orElseGet(() -> Answer.refused(UnknownLot.problem())));
    }

    static boolean mayEnd(Lot lot, String caller, boolean operator) {
        return operator || lot.rules().seller().equals(caller);
    }

    static Uni<Answer> notYours() {
        return Uni.createFrom()
                .item(Answer.refused(Problem.forbidden("NOT_YOUR_LOT", "This is not your lot.")));
    }

    private Uni<Answer> sell(SqlConnection tx, Lot lot, Instant now) {
        var outcome = lot.sellToLeader(now);
        return lots.save(tx, List.of(lot)).replaceWith(ActAnswer.of(lot, outcome, now));
    }
}
