package ecomauction.auction.standing;

import ecomauction.auction.listing.Auctions;
import ecomauction.auction.listing.rules.Auction;
import ecomauction.auction.listing.rules.Auction.State;
import ecomauction.contracts.Event;
import ecomauction.contracts.Topics;
import ecomauction.contracts.auction.AuctionEvent.AuctionCancelled;
import ecomauction.contracts.bid.BidEvent.LotClosed;
import ecomauction.kit.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;

/// bid-service spoke the final word on a lot.
@ApplicationScoped
class CloseAuction {

    private final Auctions auctions;
    private final Standings standings;
    private final Outbox outbox;

    CloseAuction(Auctions auctions, Standings standings, Outbox outbox) {
        this.auctions = auctions;
        this.standings = standings;
        this.outbox = outbox;
    }

    public Uni<Void> handle(SqlConnection tx, LotClosed end) {
        return auctions.lock(tx, end.auctionId())
                .map(found -> found.flatMap(known -> known.auction().closed(end)))
                .chain(closed ->
                        closed.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : keep(tx, closed.get(), end));
    }

    private Uni<Void> keep(SqlConnection tx, Auction closed, LotClosed end) {
        var kept = auctions.update(tx, closed).chain(() -> standings.apply(tx, end));
        return closed.state() == State.CANCELLED
                ? kept.chain(() -> outbox.append(tx, cancelled(closed, end)))
                : kept;
    }

    static Event cancelled(Auction auction, LotClosed end) {
        var wish = auction.cancellation();
        return Topics.AUCTION_EVENTS.event(
                auction.id(),
                auction.revision(),
                new AuctionCancelled(
                        auction.id(),
                        auction.revision(),
                        wish == null ? null : wish.reason(),
                        end.at()));
    }
}
