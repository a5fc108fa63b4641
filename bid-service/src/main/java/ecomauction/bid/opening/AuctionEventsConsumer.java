package ecomauction.bid.opening;

import ecomauction.contracts.Topics;
import ecomauction.contracts.auction.AuctionEvent;
import ecomauction.contracts.auction.AuctionEvent.AuctionCancelled;
import ecomauction.contracts.auction.AuctionEvent.AuctionPublished;
import ecomauction.contracts.auction.AuctionEvent.AuctionUpdated;
import ecomauction.contracts.auction.AuctionEvent.CancellationRequested;
import ecomauction.kit.inbox.Delivered;
import ecomauction.kit.inbox.Inbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

@ApplicationScoped
class AuctionEventsConsumer {

    private final Inbox inbox;
    private final OpenLot openLot;
    private final ChangeLot changeLot;

    AuctionEventsConsumer(Inbox inbox, OpenLot openLot, ChangeLot changeLot) {
        this.inbox = inbox;
        this.openLot = openLot;
        this.changeLot = changeLot;
    }

    @Incoming("auction-events")
    Uni<Void> on(ConsumerRecords<String, byte[]> batch) {
        return inbox.consume(batch, Topics.AUCTION_EVENTS, this::apply);
    }

    private Uni<Void> apply(SqlConnection tx, Delivered<AuctionEvent> event) {
        return switch (event.body()) {
            case AuctionPublished published -> openLot.handle(tx, published);
            case AuctionUpdated wish -> changeLot.update(tx, wish);
            case CancellationRequested wish -> changeLot.cancel(tx, wish);
            case AuctionCancelled _ -> Uni.createFrom().voidItem();
        };
    }
}
