package ecomauction.bid.bidding;

import ecomauction.bid.lot.Bidder;
import ecomauction.bid.lot.Lot;
import ecomauction.bid.lot.Lot.CountingBid;
import ecomauction.bid.lot.Lots;
import ecomauction.bid.lot.UnknownLot;
import ecomauction.kit.idempotency.Answer;
import ecomauction.kit.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A bidder takes a bid back, as far as the rules allow.
@ApplicationScoped
class RetractBid {

    private final Lots lots;

    RetractBid(Lots lots) {
        this.lots = lots;
    }

    Uni<Answer> handle(SqlConnection tx, Command command) {
        return lots.underLock(
                        tx,
                        command.auctionId(),
                        (lot, now) ->
                                lots.introduceAll(tx, lot)
                                        .chain(all -> retract(tx, lot, all, command, now)))
                .map(answer -> answer.orElseGet(() -> Answer.refused(UnknownLot.problem())));
    }

    private Uni<Answer> retract(
            SqlConnection tx, Lot lot, List<Bidder> bidders, Command command, Instant now) {
        return lots.countingBids(tx, lot.id())
                .chain(past ->
                        ownerOf(command, past, bidders)
                                .map(owner -> take(tx, lot, owner, command, past, now))
                                .orElseGet(RetractBid::notYours));
    }

    /// Others' bids do not exist for the caller; a clerk speaks for every paddle.
    private static Optional<Bidder> ownerOf(
            Command command, List<CountingBid> past, List<Bidder> bidders) {
        return past.stream()
                .filter(bid -> bid.seq() == command.seq())
                .flatMap(bid -> bidders.stream().filter(b -> b.key().equals(bid.bidder())))
                .filter(b ->
                        b.key().equals(command.caller()) || command.clerk() && b.paddle() != null)
                .findFirst();
    }

    private Uni<Answer> take(
            SqlConnection tx,
            Lot lot,
            Bidder owner,
            Command command,
            List<CountingBid> past,
            Instant now) {
        var outcome = lot.retract(owner, command.seq(), past, command.reason().name(), now);
        return lots.save(tx, List.of(lot)).replaceWith(ActAnswer.of(lot, outcome, now));
    }

    private static Uni<Answer> notYours() {
        return Uni.createFrom()
                .item(Answer.refused(Problem.notFound("You have no such bid on this lot.")));
    }

    enum Reason {
        TYPO,
        DESCRIPTION_CHANGED,
        SELLER_UNREACHABLE
    }

    /// @param clerk whether the caller is a clerk
    record Command(UUID auctionId, long seq, String caller, boolean clerk, Reason reason) {}
}
