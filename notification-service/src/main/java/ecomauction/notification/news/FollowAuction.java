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

/// Keeps titles and sellers, and notes what a listing's events may make people want to know.
@ApplicationScoped
class FollowAuction {

    private final Listings listings;
    private final Agenda agenda;
    private final NewsSettings settings;

    FollowAuction(Listings listings, Agenda agenda, NewsSettings settings) {
        this.listings = listings;
        this.agenda = agenda;
        this.settings = settings;
    }

    Uni<Void> handle(SqlConnection tx, AuctionEvent event) {
        return switch (event) {
            case AuctionPublished published -> listings.publish(tx, published);
            case AuctionUpdated updated -> listings.rename(tx, updated);
            case CancellationRequested wish ->
                    listings.noteReason(tx, wish.auctionId(), wish.reason());
            case AuctionCancelled cancelled -> cancel(tx, cancelled);
        };
    }

    private Uni<Void> cancel(SqlConnection tx, AuctionCancelled event) {
        return listings.noteReason(tx, event.auctionId(), event.reason())
                .chain(() ->
                        agenda.put(
                                tx,
                                event.auctionId(),
                                new Occasion.Cancelled(),
                                settings.lastWord()));
    }
}
