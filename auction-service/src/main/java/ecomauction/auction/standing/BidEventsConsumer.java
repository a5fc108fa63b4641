package ecomauction.auction.standing;

import ecomauction.auction.increments.IncrementTables;
import ecomauction.auction.listing.RestoreListing;
import ecomauction.contracts.Topics;
import ecomauction.contracts.bid.BidEvent;
import ecomauction.contracts.bid.BidEvent.BidAccepted;
import ecomauction.contracts.bid.BidEvent.BidRetracted;
import ecomauction.contracts.bid.BidEvent.IncrementTablePublished;
import ecomauction.contracts.bid.BidEvent.LotClosed;
import ecomauction.contracts.bid.BidEvent.LotExtended;
import ecomauction.contracts.bid.BidEvent.ReserveMet;
import ecomauction.contracts.bid.BidEvent.UpdateRefused;
import ecomauction.kit.inbox.Delivered;
import ecomauction.kit.inbox.Inbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Hears bid-service.
@ApplicationScoped
class BidEventsConsumer {

    private final Inbox inbox;
    private final Standings standings;
    private final CloseAuction close;
    private final RestoreListing restore;
    private final IncrementTables tables;

    BidEventsConsumer(
            Inbox inbox,
            Standings standings,
            CloseAuction close,
            RestoreListing restore,
            IncrementTables tables) {
        this.inbox = inbox;
        this.standings = standings;
        this.close = close;
        this.restore = restore;
        this.tables = tables;
    }

    @Incoming("bid-events")
    Uni<Void> on(ConsumerRecords<String, byte[]> batch) {
        return inbox.consume(batch, Topics.BID_EVENTS, this::apply);
    }

    private Uni<Void> apply(SqlConnection tx, Delivered<BidEvent> event) {
        return switch (event.body()) {
            case BidAccepted bid -> standings.apply(tx, bid);
            case LotExtended extension -> standings.apply(tx, extension);
            case ReserveMet met -> standings.apply(tx, met);
            case BidRetracted back -> standings.apply(tx, back);
            case LotClosed end -> close.handle(tx, end);
            case UpdateRefused refusal -> restore.handle(tx, refusal);
            case IncrementTablePublished table -> tables.add(tx, table);
        };
    }
}
