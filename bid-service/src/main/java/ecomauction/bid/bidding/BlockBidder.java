package ecomauction.bid.bidding;

import ecomauction.bid.lot.Bidder;
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

/// The seller or an operator removes a bidder from a lot, with all bids.
@ApplicationScoped
class BlockBidder {

    private final Lots lots;

    BlockBidder(Lots lots) {
        this.lots = lots;
    }

    Uni<Answer> handle(SqlConnection tx, Command command) {
        return lots.underLock(
                        tx,
                        command.auctionId(),
                        (lot, now) ->
                                SellToLeader.mayEnd(lot, command.caller(), command.operator())
                                        ? lots.introduceAll(tx, lot)
                                                .chain(all -> block(tx, lot, all, command, now))
                                        : SellToLeader.notYours())
                .map(answer -> answer.orElseGet(() -> Answer.refused(UnknownLot.problem())));
    }

    private Uni<Answer> block(
            SqlConnection tx, Lot lot, List<Bidder> bidders, Command command, Instant now) {
        return bidders.stream()
                .filter(bidder -> bidder.number() == command.number())
                .findFirst()
                .map(bidder -> block(tx, lot, bidder, command.reason(), now))
                .orElseGet(() ->
                        Uni.createFrom()
                                .item(
                                        Answer.refused(
                                                Problem.notFound("This lot has no such bidder."))));
    }

    private Uni<Answer> block(
            SqlConnection tx, Lot lot, Bidder bidder, String reason, Instant now) {
        return lots.countingBids(tx, lot.id())
                .map(past -> lot.block(bidder, past, reason, now))
                .call(() -> lots.saveBlocked(tx, lot.id(), bidder))
                .call(() -> lots.save(tx, List.of(lot)))
                .map(outcome -> ActAnswer.of(lot, outcome, now));
    }

    /// @param number the bidder's number, as in the alias
    record Command(UUID auctionId, int number, String caller, boolean operator, String reason) {}
}
