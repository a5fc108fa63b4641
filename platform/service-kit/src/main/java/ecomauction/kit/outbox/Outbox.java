package ecomauction.kit.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import ecomauction.contracts.Event;
import io.opentelemetry.api.trace.Span;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Writes events into the caller's transaction, as one row; `OutboxRelay` brings them to Kafka once
/// it is committed.
///
/// Events of one key arrive in the order in which they were appended, provided that whoever appends
/// for a key holds a lock on its aggregate.
@ApplicationScoped
public class Outbox {

    private static final String INSERT =
            "INSERT INTO outbox (topics, keys, headers, payloads) VALUES ($1, $2, $3, $4)";

    /// What all events have in common.
    static final Map<String, String> COMMON =
            Map.of("ce_specversion", "1.0", "content-type", "application/json");

    static final String SUBJECT = "ce_subject";

    private static final String TRACE = "traceparent";

    private final ObjectMapper json;
    private final OutboxRelay relay;

    Outbox(ObjectMapper json, OutboxRelay relay) {
        this.json = json;
        this.relay = relay;
    }

    public Uni<Void> append(SqlConnection tx, Event event) {
        return appendAll(tx, List.of(event));
    }

    public Uni<Void> appendAll(SqlConnection tx, List<Event> events) {
        return appendAll(tx, events, Map.of());
    }

    /// @param traces by event id: those that are not in the trace of whoever appends them, since
    ///   many requests are served together
    public Uni<Void> appendAll(SqlConnection tx, List<Event> events, Map<UUID, String> traces) {
        return appendMessages(tx, events.stream().map(event -> messageOf(event, traces)).toList());
    }

    /// For messages that are not made from a contract's record, such as dead letters.
    public Uni<Void> appendMessages(SqlConnection tx, List<Message> messages) {
        if (messages.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        wakeRelayAfterCommit(tx);
        return tx.preparedQuery(INSERT)
                .execute(
                        Tuple.of(
                                column(messages, Message::topic),
                                column(messages, Message::key),
                                column(messages, message -> write(message.headers())),
                                column(messages, Message::payload)))
                .replaceWithVoid();
    }

    private static String[] column(List<Message> messages, Function<Message, String> part) {
        return messages.stream().map(part).toArray(String[]::new);
    }

    private void wakeRelayAfterCommit(SqlConnection tx) {
        var transaction = tx.transaction();
        if (transaction != null) {
            transaction.getDelegate().completion().onComplete(end -> relay.wake());
        }
    }

    private Message messageOf(Event event, Map<UUID, String> traces) {
        var headers = ownHeadersOf(event);
        var trace = traces.get(event.id());
        if (trace != null) {
            headers.put(TRACE, trace);
        }
        return new Message(event.topic(), event.key(), headers, write(event.body()));
    }

    /// An event's attributes, and the trace that it belongs to.
    public static Map<String, String> headersOf(Event event) {
        var headers = ownHeadersOf(event);
        headers.putAll(COMMON);
        headers.put(SUBJECT, event.key());
        return headers;
    }

    /// Without what the relay adds to each.
    private static Map<String, String> ownHeadersOf(Event event) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("ce_id", event.id().toString());
        headers.put("ce_source", event.source());
        headers.put("ce_type", "ecomauction." + event.type());
        headers.put("ce_sequence", Long.toString(event.sequence()));
        var trace = currentTrace();
        if (trace != null) {
            headers.put(TRACE, trace);
        }
        return headers;
    }

    /// W3C's `traceparent` of what runs now.
    public static @Nullable String currentTrace() {
        var span = Span.current().getSpanContext();
        return span.isValid()
                ? "00-%s-%s-%s"
                        .formatted(
                                span.getTraceId(), span.getSpanId(), span.getTraceFlags().asHex())
                : null;
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException bug) {
            throw new IllegalArgumentException("Not writable as JSON: " + value.getClass(), bug);
        }
    }

    /// A message for Kafka. Headers that all have in common may be left out.
    public record Message(String topic, String key, Map<String, String> headers, String payload) {}
}
