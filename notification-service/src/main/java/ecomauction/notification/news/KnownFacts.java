package ecomauction.notification.news;

import ecomauction.notification.audience.Bidders;
import ecomauction.notification.audience.Listings;
import ecomauction.notification.audience.Lots;
import ecomauction.notification.news.Agenda.Entry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// Gathers what the three topics have told so far of an auction.
@ApplicationScoped
class KnownFacts {

    private final Listings listings;
    private final Lots lots;
    private final Bidders bidders;

    KnownFacts(Listings listings, Lots lots, Bidders bidders) {
        this.listings = listings;
        this.lots = lots;
        this.bidders = bidders;
    }

    /// Empty as long as the listing is not known: nothing can be told without a title.
    Uni<Optional<Facts>> of(SqlConnection tx, Entry entry) {
        var id = entry.place().auctionId();
        return listings.find(tx, id)
                .chain(listing ->
                        listing.isEmpty()
                                ? Uni.createFrom().item(Optional.empty())
                                : lots.find(tx, id)
                                        .map(lot -> Facts.of(id, listing.get(), lot, entry.now()))
                                        .chain(facts -> withBidders(tx, entry, facts))
                                        .map(Optional::of));
    }

    /// There may be thousands of them, so they are read only where they are told.
    private Uni<Facts> withBidders(SqlConnection tx, Entry entry, Facts facts) {
        return switch (entry.occasion()) {
            case Occasion.Cancelled _, Occasion.EndingSoon _ ->
                    bidders.of(tx, facts.auctionId())
                            .chain(all ->
                                    bidders.allKnown(tx, facts.auctionId())
                                            .map(known -> facts.with(all, known)));
            case Occasion.Won _, Occasion.Sold _, Occasion.Unsold _, Occasion.Outbid _ ->
                    Uni.createFrom().item(facts);
        };
    }
}
