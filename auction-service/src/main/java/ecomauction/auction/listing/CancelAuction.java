package ecomauction.auction.listing;

import ecomauction.auction.listing.rules.Auction;
import ecomauction.auction.listing.rules.Findings;
import ecomauction.auction.listing.rules.ListingOutcome;
import ecomauction.auction.listing.rules.ListingOutcome.Done;
import ecomauction.auction.listing.rules.ListingOutcome.Invalid;
import ecomauction.auction.listing.rules.Wish;
import ecomauction.contracts.Event;
import ecomauction.contracts.Topics;
import ecomauction.contracts.auction.AuctionEvent.CancellationRequested;
import ecomauction.kit.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A seller or an operator wishes to end an auction early; bid-service, which knows every bid, has
/// the last word.
@ApplicationScoped
class CancelAuction {

    private final Gate gate;
    private final Auctions auctions;
    private final Outbox outbox;

    CancelAuction(Gate gate, Auctions auctions, Outbox outbox) {
        this.gate = gate;
        this.auctions = auctions;
        this.outbox = outbox;
    }

    record Command(Wish wish, @Nullable String reason) {}

    public Uni<ListingOutcome> handle(SqlConnection tx, Command command) {
        var findings = new Findings();
        var reason = new Fields(findings).optionalText("reason", command.reason(), 500);
        if (!findings.violations().isEmpty()) {
            return Uni.createFrom().item(new Invalid(findings.violations()));
        }
        var operator = command.wish().operator();
        return gate.pass(
                        tx,
                        command.wish(),
                        found ->
                                Uni.createFrom()
                                        .item(
                                                found.auction()
                                                        .cancel(operator, reason, found.now())))
                .call(outcome ->
                        outcome instanceof Done done
                                ? keep(tx, done)
                                : Uni.createFrom().voidItem());
    }

    private Uni<Void> keep(SqlConnection tx, Done done) {
        return auctions.update(tx, done.auction())
                .chain(() -> outbox.append(tx, requested(done.auction(), done.now())));
    }

    static Event requested(Auction auction, Instant now) {
        var wish = Objects.requireNonNull(auction.cancellation());
        return Topics.AUCTION_EVENTS.event(
                auction.id(),
                auction.revision(),
                new CancellationRequested(
                        auction.id(), auction.revision(), wish.byOperator(), wish.reason(), now));
    }
}
