package ecomauction.auction.listing;

import ecomauction.auction.increments.IncrementTables;
import ecomauction.auction.listing.Auctions.Found;
import ecomauction.auction.listing.rules.Auction;
import ecomauction.auction.listing.rules.Findings;
import ecomauction.auction.listing.rules.Listing;
import ecomauction.auction.listing.rules.ListingOutcome;
import ecomauction.auction.listing.rules.ListingOutcome.Done;
import ecomauction.auction.listing.rules.ListingOutcome.Invalid;
import ecomauction.auction.listing.rules.ListingOutcome.NotADraft;
import ecomauction.auction.listing.rules.ListingOutcome.TablesMissing;
import ecomauction.auction.listing.rules.Wish;
import ecomauction.contracts.Event;
import ecomauction.contracts.Topics;
import ecomauction.contracts.auction.AuctionEvent.AuctionPublished;
import ecomauction.kit.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/// A draft becomes an auction: everybody sees it, and bid-service takes bids from its start on.
@ApplicationScoped
class PublishAuction {

    private final Gate gate;
    private final Auctions auctions;
    private final Revisions revisions;
    private final IncrementTables tables;
    private final Outbox outbox;

    PublishAuction(
            Gate gate,
            Auctions auctions,
            Revisions revisions,
            IncrementTables tables,
            Outbox outbox) {
        this.gate = gate;
        this.auctions = auctions;
        this.revisions = revisions;
        this.tables = tables;
        this.outbox = outbox;
    }

    public Uni<ListingOutcome> handle(SqlConnection tx, Wish wish) {
        return gate.pass(tx, wish, found -> publish(tx, found))
                .call(outcome ->
                        outcome instanceof Done done
                                ? keep(tx, done)
                                : Uni.createFrom().voidItem());
    }

    private Uni<ListingOutcome> publish(SqlConnection tx, Found found) {
        var auction = found.auction();
        if (auction.state() != Auction.State.DRAFT) {
            return Uni.createFrom().item(new NotADraft(auction.statusAt(found.now())));
        }
        var listing = auction.listing();
        return tables.newest(tx, listing.incrementTable(), listing.currency())
                .chain(table ->
                        table.isPresent()
                                ? Uni.createFrom().item(auction.publish(table.get(), found.now()))
                                : tables.areMissing(tx).map(missing -> noTable(listing, missing)));
    }

    private static ListingOutcome noTable(Listing listing, boolean noneAtAll) {
        return noneAtAll ? new TablesMissing() : new Invalid(unknownTable(listing).violations());
    }

    /// Without a name the currency is at fault.
    static Findings unknownTable(Listing listing) {
        var findings = new Findings();
        if (listing.incrementTable() == null) {
            findings.add("startPrice.currency", "there is no increment table for it");
        } else {
            findings.add("incrementTable", "there is no increment table of that name");
        }
        return findings;
    }

    private Uni<Void> keep(SqlConnection tx, Done done) {
        return auctions.update(tx, done.auction())
                .chain(() -> revisions.append(tx, done.auction(), false))
                .chain(() -> outbox.append(tx, published(done.auction(), done.now())));
    }

    static Event published(Auction auction, Instant now) {
        return Topics.AUCTION_EVENTS.event(
                auction.id(),
                auction.revision(),
                new AuctionPublished(
                        auction.id(),
                        auction.revision(),
                        auction.seller(),
                        auction.listing().title(),
                        auction.listing().category(),
                        auction.terms(),
                        now));
    }
}
