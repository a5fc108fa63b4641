package ecomauction.notification.news;

import ecomauction.contracts.Topics;
import ecomauction.kit.inbox.Inbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

@ApplicationScoped
class LotConsumer {

    private final Inbox inbox;
    private final FollowLot follow;

    LotConsumer(Inbox inbox, FollowLot follow) {
        this.inbox = inbox;
        this.follow = follow;
    }

    @Incoming("bid-events")
    Uni<Void> on(ConsumerRecords<String, byte[]> batch) {
        return inbox.consume(
                batch, Topics.BID_EVENTS, (tx, event) -> follow.handle(tx, event.body()));
    }
}
