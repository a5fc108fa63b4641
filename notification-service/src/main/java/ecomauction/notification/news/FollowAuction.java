package ecomauction.notification.news;

import ecomauction.contracts.auction.AuctionEvent;
import ecomauction.contracts.auction.AuctionEvent.AuctionCancelled;
import ecomauction.contracts.auction.AuctionEvent.AuctionPublished;
import ecomauction.contracts.auction.AuctionEvent.AuctionUpdated;
import ecomauction.contracts.auction.AuctionEvent.CancellationRequested;
import ecomauction.notification.audience.Listings;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/// Keeps titles and sellers, and notes what a listing's events may make people want to know.
@ApplicationScoped
class FollowAuction {

    private final Listings listings;
    private final Agenda agenda;

    FollowAuction(Listings listings, Agenda agenda) {
        this.listings = listings;
        this.agenda = agenda;
    }

    Uni<Void> handle(SqlConnection tx, AuctionEvent event) {
        return switch (event) {
            case AuctionPublished published -> listings.publish(tx, published);
            case AuctionUpdated updated -> listings.rename(tx, updated);
            case CancellationRequested _ -> Uni.createFrom().voidItem();
            case AuctionCancelled cancelled ->
                    agenda.put(
                            tx,
                            cancelled.auctionId(),
                            new Occasion.Cancelled(cancelled.reason()),
                            Duration.ZERO);
        };
    }
}
