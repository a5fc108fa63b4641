package ecomauction.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// What was published on a topic, from its beginning on.
public final class Events implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String topic;
    private final List<Event> seen = new ArrayList<>();
    private final KafkaConsumer<String, String> consumer;

    /// An event as it travels.
    ///
    /// @param headers CloudEvents attributes (`ce_id`, `ce_type`, …) and whatever else was sent
    public record Event(String key, Map<String, String> headers, String payload) {
        public String id() {
            return header("ce_id");
        }

        /// Without the prefix: `BidAccepted`.
        public String type() {
            var type = header("ce_type");
            return type.substring(type.lastIndexOf('.') + 1);
        }

        public String header(String name) {
            return headers.getOrDefault(name, "");
        }

        public JsonNode body() {
            try {
                return JSON.readTree(payload);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Events(String topic) {
        this.topic = topic;
        consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers", Stack.get().kafka(),
                                "group.id", "test-" + UUID.randomUUID(),
                                "auto.offset.reset", "earliest",
                                "enable.auto.commit", "false",
                                "metadata.max.age.ms", "500"),
                        new StringDeserializer(),
                        new StringDeserializer());
        consumer.subscribe(List.of(topic));
    }

    public static Events on(String topic) {
        return new Events(topic);
    }

    /// The first event of the type that fits, published before or while waiting.
    public Event await(String type, Predicate<Event> fits) {
        return await(1, event -> event.type().equals(type) && fits.test(event)).getFirst();
    }

    /// All events that fit, at least `count`.
    public List<Event> await(int count, Predicate<Event> fits) {
        var deadline = Instant.now().plus(PATIENCE);
        var found = seen(fits);
        while (found.size() < count) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError(
                        "%d of %d events on %s; seen: %s"
                                .formatted(
                                        found.size(),
                                        count,
                                        topic,
                                        seen.stream().map(Event::type).toList()));
            }
            consumer.poll(Duration.ofMillis(100)).forEach(record -> seen.add(event(record)));
            found = seen(fits);
        }
        return found;
    }

    private List<Event> seen(Predicate<Event> fits) {
        return seen.stream().filter(fits).toList();
    }

    private static Event event(ConsumerRecord<String, String> record) {
        var headers = new HashMap<String, String>();
        record.headers()
                .forEach(header ->
                        headers.put(
                                header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return new Event(record.key(), headers, record.value());
    }

    @Override
    public void close() {
        consumer.close();
    }
}
