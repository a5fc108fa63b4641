package ecomauction.notification.alarm;

import ecomauction.contracts.Topics;
import ecomauction.kit.inbox.Inbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

@ApplicationScoped
class ErrorConsumer {

    private final Inbox inbox;
    private final KeepReport keepReport;

    ErrorConsumer(Inbox inbox, KeepReport keepReport) {
        this.inbox = inbox;
        this.keepReport = keepReport;
    }

    @Incoming("ops-errors")
    Uni<Void> on(ConsumerRecords<String, byte[]> batch) {
        return inbox.consume(
                batch, Topics.OPS_ERRORS, (tx, event) -> keepReport.handle(tx, event.body()));
    }
}
