package ecomauction.kit.inbox;

import static java.util.stream.Collectors.toCollection;

import com.fasterxml.jackson.databind.ObjectMapper;
import ecomauction.contracts.Topic;
import ecomauction.kit.tx.Outage;
import ecomauction.kit.tx.Transactions;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jboss.logging.Logger;

/// At-least-once delivery, once-only effect: an event's id and what it changes commit together.
///
/// A batch is one transaction. If that fails, its events are handled one by one: an outage is
/// waited for, however long; an event that fails for itself is tried five times more and then
/// buried, so that it never blocks its neighbours.
@ApplicationScoped
public class Inbox {

    private static final Logger LOG = Logger.getLogger(Inbox.class);
    private static final int RETRIES = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Transactions transactions;
    private final DeadLetters deadLetters;
    private final EventReader reader;
    private final TraceOfEvents trace;
    private final MeterRegistry meters;

    Inbox(
            Transactions transactions,
            DeadLetters deadLetters,
            ObjectMapper json,
            TraceOfEvents trace,
            MeterRegistry meters) {
        this.transactions = transactions;
        this.deadLetters = deadLetters;
        this.trace = trace;
        this.reader = new EventReader(json);
        this.meters = meters;
    }

    /// Handles a batch in its order. Fails never; what cannot be handled lies in the dead-letter
    /// topic.
    public <E> Uni<Void> consume(
            ConsumerRecords<String, byte[]> batch,
            Topic<E> topic,
            BiFunction<SqlConnection, Delivered<E>, Uni<Void>> handler) {
        var messages = StreamSupport.stream(batch.spliterator(), false).toList();
        return handleTogether(messages, topic, handler)
                .onFailure()
                .recoverWithUni(failure -> handleOneByOne(messages, topic, handler, failure));
    }

    private <E> Uni<Void> handleTogether(
            List<ConsumerRecord<String, byte[]>> messages,
            Topic<E> topic,
            BiFunction<SqlConnection, Delivered<E>, Uni<Void>> handler) {
        return Uni.createFrom()
                .deferred(() -> {
                    var events = readAll(messages, topic);
                    return transactions.run(tx ->
                            handleNew(tx, events, event -> follow(tx, topic, event, handler)));
                });
    }

    private <E> List<Delivered<E>> readAll(
            List<ConsumerRecord<String, byte[]>> messages, Topic<E> topic) {
        var events = new ArrayList<Delivered<E>>(messages.size());
        for (var message : messages) {
            reader.read(message, topic)
                    .ifPresentOrElse(
                            events::add,
                            () ->
                                    meters.counter("events.skipped", "topic", topic.name())
                                            .increment());
        }
        return events;
    }

    private <E> Uni<Void> handleNew(
            SqlConnection tx,
            List<Delivered<E>> events,
            Function<Delivered<E>, Uni<Void>> handler) {
        return markHandled(tx, events)
                .chain(unseen ->
                        inOrder(
                                events.stream().filter(e -> unseen.remove(e.id())).toList(),
                                event -> handler.apply(event)));
    }

    private <E> Uni<Void> follow(
            SqlConnection tx,
            Topic<E> topic,
            Delivered<E> event,
            BiFunction<SqlConnection, Delivered<E>, Uni<Void>> handler) {
        return trace.follow(event.trace(), topic.name(), () -> handler.apply(tx, event));
    }

    /// Two consumers that got the same event wait for each other here; the second one finds it
    /// handled.
    private Uni<Set<UUID>> markHandled(SqlConnection tx, List<? extends Delivered<?>> events) {
        var ids = events.stream().map(Delivered::id).distinct().sorted().toArray(UUID[]::new);
        return tx.preparedQuery(
                        "INSERT INTO inbox (event_id) SELECT unnest($1::uuid[])"
                                + " ON CONFLICT DO NOTHING RETURNING event_id")
                .execute(Tuple.of(ids))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(row -> row.getUUID(0))
                                .collect(toCollection(HashSet::new)));
    }

    private <E> Uni<Void> handleOneByOne(
            List<ConsumerRecord<String, byte[]>> messages,
            Topic<E> topic,
            BiFunction<SqlConnection, Delivered<E>, Uni<Void>> handler,
            Throwable failure) {
        LOG.warnf(
                "Batch is handled one by one topic=%s size=%d cause=%s",
                topic.name(), messages.size(), failure.toString());
        return inOrder(messages, message -> handleOrBury(message, topic, handler));
    }

    private <E> Uni<Void> handleOrBury(
            ConsumerRecord<String, byte[]> message,
            Topic<E> topic,
            BiFunction<SqlConnection, Delivered<E>, Uni<Void>> handler) {
        try {
            reader.read(message, topic);
        } catch (IllegalArgumentException unreadable) {
            // No further attempt will read it.
            return bury(message, unreadable);
        }
        return waitOutOutages(handleTogether(List.of(message), topic, handler))
                .onFailure()
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .atMost(RETRIES)
                .onFailure()
                .recoverWithUni(cause -> bury(message, cause));
    }

    private Uni<Void> bury(ConsumerRecord<String, byte[]> message, Throwable cause) {
        return waitOutOutages(
                trace.follow(
                        TraceOfEvents.of(message),
                        message.topic(),
                        () -> deadLetters.bury(message, cause)));
    }

    private static Uni<Void> waitOutOutages(Uni<Void> work) {
        return work.onFailure(Outage::isCauseOf)
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely();
    }

    private static <T> Uni<Void> inOrder(
            List<T> items, Function<? super T, Uni<? extends Void>> work) {
        return Multi.createFrom()
                .iterable(items)
                .onItem()
                .transformToUniAndConcatenate(work)
                .collect()
                .last()
                .replaceWithVoid();
    }
}
