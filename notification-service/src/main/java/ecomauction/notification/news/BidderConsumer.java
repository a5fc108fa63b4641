package ecomauction.notification.news;

import ecomauction.contracts.Topics;
import ecomauction.kit.inbox.Inbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

@ApplicationScoped
class BidderConsumer {

    private final Inbox inbox;
    private final FollowBidders follow;

    BidderConsumer(Inbox inbox, FollowBidders follow) {
        this.inbox = inbox;
        this.follow = follow;
    }

    @Incoming("bid-private")
    Uni<Void> on(ConsumerRecords<String, byte[]> batch) {
        return inbox.consume(
                batch,
                Topics.BID_PRIVATE,
                (tx, event) -> follow.handle(tx, event.id(), event.body()));
    }
}
