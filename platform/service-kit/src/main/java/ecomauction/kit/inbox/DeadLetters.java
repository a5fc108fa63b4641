package ecomauction.kit.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import ecomauction.kit.errors.ErrorPayload;
import ecomauction.kit.outbox.Outbox;
import ecomauction.kit.tx.Transactions;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Buries what cannot be handled in `<topic>.<group>.dead`, through the outbox like everything that
/// is published.
///
/// The event is not marked as handled: replayed to its topic, it is handled by whom it failed, and
/// by nobody else.
@ApplicationScoped
class DeadLetters {

    private static final Logger LOG = Logger.getLogger(DeadLetters.class);

    private final Transactions transactions;
    private final Outbox outbox;
    private final MeterRegistry meters;
    private final String group;

    DeadLetters(
            Transactions transactions,
            Outbox outbox,
            MeterRegistry meters,
            @ConfigProperty(name = "quarkus.application.name") String group) {
        this.transactions = transactions;
        this.outbox = outbox;
        this.meters = meters;
        this.group = group;
    }

    Uni<Void> bury(ConsumerRecord<String, byte[]> message, Throwable cause) {
        tell(message, cause);
        var letter =
                new Outbox.Message(
                        message.topic() + "." + group + ".dead",
                        message.key() == null ? "" : storable(message.key()),
                        headers(message, cause),
                        message.value() == null
                                ? ""
                                : storable(new String(message.value(), UTF_8)));
        return transactions
                .run(tx -> outbox.appendMessages(tx, List.of(letter)))
                .invoke(() -> meters.counter("dead.letters", "topic", message.topic()).increment());
    }

    /// CRITICAL: what this service knows is wrong from here on, until somebody replays the event.
    private static void tell(ConsumerRecord<String, byte[]> message, Throwable cause) {
        var payload = message.value() == null ? null : new String(message.value(), UTF_8);
        ErrorPayload.during(
                payload,
                () ->
                        LOG.fatalf(
                                cause,
                                "Event is buried topic=%s partition=%d offset=%d",
                                message.topic(),
                                message.partition(),
                                message.offset()));
    }

    private Map<String, String> headers(ConsumerRecord<String, byte[]> message, Throwable cause) {
        var headers = new LinkedHashMap<String, String>();
        for (var header : message.headers()) {
            if (header.value() != null) {
                headers.put(storable(header.key()), storable(new String(header.value(), UTF_8)));
            }
        }
        headers.put("dead_cause", storable(String.valueOf(cause)));
        headers.put("dead_topic", message.topic());
        headers.put("dead_group", group);
        headers.put("dead_partition", Integer.toString(message.partition()));
        headers.put("dead_offset", Long.toString(message.offset()));
        return headers;
    }

    /// PostgreSQL keeps any text but that with a NUL in it; poison may have one.
    private static String storable(String any) {
        return any.replace('\u0000', '\uFFFD');
    }
}
