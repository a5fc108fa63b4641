package ecomauction.auction.listing;

import ecomauction.auction.listing.Auctions.Found;
import ecomauction.auction.listing.rules.Auction;
import ecomauction.contracts.bid.BidEvent.UpdateRefused;
import ecomauction.kit.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;

/// bid-service refused a change or a cancellation, because a bid came first: what was so before is
/// so again.
@ApplicationScoped
public class RestoreListing {

    private final Auctions auctions;
    private final Revisions revisions;
    private final Outbox outbox;

    RestoreListing(Auctions auctions, Revisions revisions, Outbox outbox) {
        this.auctions = auctions;
        this.revisions = revisions;
        this.outbox = outbox;
    }

    public Uni<Void> handle(SqlConnection tx, UpdateRefused refusal) {
        return auctions.lock(tx, refusal.auctionId())
                .chain(found ->
                        found.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : restore(tx, found.get(), refusal));
    }

    private Uni<Void> restore(SqlConnection tx, Found found, UpdateRefused refusal) {
        var running = found.auction().cancellationRefused(refusal.revision());
        return running.isPresent()
                ? auctions.update(tx, running.get())
                : revisions
                        .refuse(tx, refusal.auctionId(), refusal.revision())
                        .chain(news ->
                                news ? takeBack(tx, found, refusal) : Uni.createFrom().voidItem());
    }

    private Uni<Void> takeBack(SqlConnection tx, Found found, UpdateRefused refusal) {
        return revisions
                .before(tx, refusal.auctionId(), refusal.revision())
                .map(before -> before.orElse(found.auction().listing()))
                .map(before -> found.auction().restored(before, refusal.terms()))
                .chain(restored -> keep(tx, restored, found));
    }

    /// Those who took over the refused revision need the right one; bid-service finds its own terms
    /// in it.
    private Uni<Void> keep(SqlConnection tx, Auction restored, Found found) {
        return auctions.update(tx, restored)
                .chain(() -> revisions.append(tx, restored, true))
                .chain(() -> outbox.append(tx, ChangeAuction.updated(restored, found.now())));
    }
}
