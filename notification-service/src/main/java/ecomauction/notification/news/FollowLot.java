package ecomauction.notification.news;

import ecomauction.contracts.bid.BidEvent;
import ecomauction.contracts.bid.BidEvent.BidAccepted;
import ecomauction.contracts.bid.BidEvent.BidRetracted;
import ecomauction.contracts.bid.BidEvent.IncrementTablePublished;
import ecomauction.contracts.bid.BidEvent.LotClosed;
import ecomauction.contracts.bid.BidEvent.LotExtended;
import ecomauction.contracts.bid.BidEvent.ReserveMet;
import ecomauction.contracts.bid.BidEvent.UpdateRefused;
import ecomauction.notification.audience.Bidders;
import ecomauction.notification.audience.Lots;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// Keeps the price, the leader and the end, and notes when the end is near and how it was.
@ApplicationScoped
class FollowLot {

    private final Lots lots;
    private final Bidders bidders;
    private final Agenda agenda;
    private final NewsSettings settings;

    FollowLot(Lots lots, Bidders bidders, Agenda agenda, NewsSettings settings) {
        this.lots = lots;
        this.bidders = bidders;
        this.agenda = agenda;
        this.settings = settings;
    }

    Uni<Void> handle(SqlConnection tx, BidEvent event) {
        return switch (event) {
            case BidAccepted bid ->
                    bidders.noteAlias(tx, bid.auctionId(), bid.bidder())
                            .chain(() -> lots.accept(tx, bid))
                            .chain(() -> scheduleEnd(tx, bid.auctionId(), bid.endsAt()));
            case LotExtended moved ->
                    lots.extend(tx, moved)
                            .chain(() -> scheduleEnd(tx, moved.auctionId(), moved.endsAt()));
            case BidRetracted retracted -> lots.retract(tx, retracted);
            case LotClosed closed -> lots.close(tx, closed).chain(() -> end(tx, closed));
            case ReserveMet _, UpdateRefused _, IncrementTablePublished _ ->
                    Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> scheduleEnd(SqlConnection tx, UUID auctionId, Instant endsAt) {
        return agenda.schedule(
                tx, auctionId, new Occasion.EndingSoon(), endsAt.minus(settings.endingSoon()));
    }

    /// A sale is told by its private events, which say who won, a cancellation by the auction's,
    /// which say why.
    private Uni<Void> end(SqlConnection tx, LotClosed closed) {
        return switch (closed.outcome()) {
            case SOLD, CANCELLED -> Uni.createFrom().voidItem();
            case UNSOLD ->
                    agenda.put(
                            tx,
                            closed.auctionId(),
                            new Occasion.Unsold(
                                    closed.reason() == LotClosed.Reason.RESERVE_NOT_MET),
                            Duration.ZERO);
        };
    }
}
