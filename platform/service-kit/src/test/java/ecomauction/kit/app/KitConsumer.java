package ecomauction.kit.app;

import ecomauction.kit.app.KitEvent.Happened;
import ecomauction.kit.inbox.Delivered;
import ecomauction.kit.inbox.Inbox;
import io.opentelemetry.api.trace.Span;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Writes down what it handles, and fails as often as it is told to.
@ApplicationScoped
public class KitConsumer {

    private final Inbox inbox;
    private final Map<Integer, ConcurrentLinkedQueue<Supplier<Throwable>>> failures =
            new ConcurrentHashMap<>();

    /// The trace in which each number was handled.
    private final Map<Integer, String> traces = new ConcurrentHashMap<>();

    KitConsumer(Inbox inbox) {
        this.inbox = inbox;
    }

    /// The event of this number fails so, attempt by attempt, before it succeeds.
    public void failOn(int number, List<Supplier<Throwable>> attempts) {
        failures.put(number, new ConcurrentLinkedQueue<>(attempts));
    }

    public String traceOf(int number) {
        return traces.getOrDefault(number, "");
    }

    @Incoming("kit-events")
    Uni<Void> on(ConsumerRecords<String, byte[]> batch) {
        return inbox.consume(batch, KitEvent.TOPIC, this::handle);
    }

    private Uni<Void> handle(SqlConnection tx, Delivered<KitEvent> event) {
        var number = ((Happened) event.body()).number();
        traces.put(number, Span.current().getSpanContext().getTraceId());
        var ahead = failures.getOrDefault(number, new ConcurrentLinkedQueue<>()).poll();
        return tx.preparedQuery("INSERT INTO handled (event_id, number) VALUES ($1, $2)")
                .execute(Tuple.of(event.id(), number))
                .call(() ->
                        ahead == null
                                ? Uni.createFrom().voidItem()
                                : Uni.createFrom().failure(ahead.get()))
                .replaceWithVoid();
    }
}
