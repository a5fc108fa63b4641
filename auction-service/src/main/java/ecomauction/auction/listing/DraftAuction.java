package ecomauction.auction.listing;

import ecomauction.auction.increments.IncrementTables;
import ecomauction.auction.increments.rules.IncrementTable;
import ecomauction.auction.listing.rules.Auction;
import ecomauction.auction.listing.rules.Listing;
import ecomauction.auction.listing.rules.ListingOutcome;
import ecomauction.auction.listing.rules.ListingOutcome.Done;
import ecomauction.auction.listing.rules.ListingOutcome.Invalid;
import ecomauction.auction.listing.rules.TermsCheck;
import ecomauction.contracts.UuidV7;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/// A seller writes a listing that nobody else sees yet.
@ApplicationScoped
class DraftAuction {

    private final Auctions auctions;
    private final IncrementTables tables;

    DraftAuction(Auctions auctions, IncrementTables tables) {
        this.auctions = auctions;
        this.tables = tables;
    }

    record Command(String seller, Draft draft) {}

    public Uni<ListingOutcome> handle(SqlConnection tx, Command command) {
        return switch (ListingForm.read(command.draft())) {
            case ListingForm.Invalid(var violations) ->
                    Uni.createFrom().item(new Invalid(violations));
            case ListingForm.Valid(var listing) -> draft(tx, command.seller(), listing);
        };
    }

    private Uni<ListingOutcome> draft(SqlConnection tx, String seller, Listing listing) {
        return tables.newest(tx, listing.incrementTable(), listing.currency())
                .chain(table -> auctions.now(tx).map(now -> judge(seller, listing, table, now)))
                .call(outcome ->
                        outcome instanceof Done done
                                ? auctions.insert(tx, done.auction())
                                : Uni.createFrom().voidItem());
    }

    private static ListingOutcome judge(
            String seller, Listing listing, Optional<IncrementTable> table, Instant now) {
        var violations = TermsCheck.of(listing, table.orElse(null), now);
        return violations.isEmpty()
                ? new Done(Auction.draft(UuidV7.next(), seller, listing), now)
                : new Invalid(violations);
    }
}
