package ecomauction.bid.live;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Every replica hears of every decision. Nothing is stored: missing one only delays the watchers.
@ApplicationScoped
class LiveConsumer {

    private final LiveLots lots;

    LiveConsumer(LiveLots lots) {
        this.lots = lots;
    }

    @Incoming("live")
    void on(ConsumerRecords<String, byte[]> batch) {
        for (var event : batch) {
            hint(event.key());
        }
    }

    /// Increment tables are on the topic too; their names are no lots.
    private void hint(String key) {
        if (key != null && key.length() == 36) {
            lots.hint(UUID.fromString(key));
        }
    }
}
