package ecomauction.auction.listing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import ecomauction.auction.increments.IncrementTables;
import ecomauction.auction.increments.rules.IncrementTable;
import ecomauction.auction.listing.Auctions.Found;
import ecomauction.auction.listing.rules.Auction;
import ecomauction.auction.listing.rules.Auction.State;
import ecomauction.auction.listing.rules.Listing;
import ecomauction.auction.listing.rules.ListingOutcome;
import ecomauction.auction.listing.rules.ListingOutcome.Done;
import ecomauction.auction.listing.rules.ListingOutcome.Invalid;
import ecomauction.auction.listing.rules.Wish;
import ecomauction.contracts.Event;
import ecomauction.contracts.Topics;
import ecomauction.contracts.auction.AuctionEvent.AuctionUpdated;
import ecomauction.kit.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/// A seller changes a listing. Once it is published the change goes out, and bid-service may refuse
/// it if a bid came first.
@ApplicationScoped
class ChangeAuction {

    private final Gate gate;
    private final Auctions auctions;
    private final Revisions revisions;
    private final IncrementTables tables;
    private final ListingPatch patch;
    private final Outbox outbox;

    ChangeAuction(
            Gate gate,
            Auctions auctions,
            Revisions revisions,
            IncrementTables tables,
            ListingPatch patch,
            Outbox outbox) {
        this.gate = gate;
        this.auctions = auctions;
        this.revisions = revisions;
        this.tables = tables;
        this.patch = patch;
        this.outbox = outbox;
    }

    /// @param change a JSON merge patch
    record Command(Wish wish, ObjectNode change) {}

    public Uni<ListingOutcome> handle(SqlConnection tx, Command command) {
        return gate.pass(tx, command.wish(), found -> change(tx, found, command.change()))
                .call(outcome ->
                        outcome instanceof Done done
                                ? keep(tx, done)
                                : Uni.createFrom().voidItem());
    }

    private Uni<ListingOutcome> change(SqlConnection tx, Found found, ObjectNode change) {
        var wished = patch.apply(found.auction().listing(), change);
        return switch (ListingForm.read(wished)) {
            case ListingForm.Invalid(var violations) ->
                    Uni.createFrom().item(new Invalid(violations));
            case ListingForm.Valid(var listing) ->
                    table(tx, found.auction(), listing).map(table -> judge(found, listing, table));
        };
    }

    /// What is published keeps its version of the table, unless the seller chooses another table.
    private Uni<Optional<IncrementTable>> table(SqlConnection tx, Auction auction, Listing wished) {
        var name = wished.incrementTable();
        var version = auction.tableVersion();
        return name != null && version != null && name.equals(auction.listing().incrementTable())
                ? tables.find(tx, name, version)
                : tables.newest(tx, name, wished.currency());
    }

    private static ListingOutcome judge(
            Found found, Listing wished, Optional<IncrementTable> table) {
        return table.isEmpty() && found.auction().state() != State.DRAFT
                ? new Invalid(PublishAuction.unknownTable(wished).violations())
                : found.auction().change(wished, table.orElse(null), found.now());
    }

    private Uni<Void> keep(SqlConnection tx, Done done) {
        var kept = auctions.update(tx, done.auction());
        return done.auction().state() == State.DRAFT
                ? kept
                : kept.chain(() -> revisions.append(tx, done.auction(), false))
                        .chain(() -> outbox.append(tx, updated(done.auction(), done.now())));
    }

    static Event updated(Auction auction, Instant now) {
        return Topics.AUCTION_EVENTS.event(
                auction.id(),
                auction.revision(),
                new AuctionUpdated(
                        auction.id(),
                        auction.revision(),
                        auction.listing().title(),
                        auction.listing().category(),
                        auction.terms(),
                        now));
    }
}
