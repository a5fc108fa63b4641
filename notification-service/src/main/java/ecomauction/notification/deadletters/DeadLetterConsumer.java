package ecomauction.notification.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;

/// Hears the dead-letter topics of all services. Whatever stands there is kept: nothing here may
/// depend on its being well-formed.
@ApplicationScoped
class DeadLetterConsumer {

    private static final String OWN_MESSAGES = "notification.dead";

    private final KeepLetters keepLetters;

    DeadLetterConsumer(KeepLetters keepLetters) {
        this.keepLetters = keepLetters;
    }

    @Incoming("dead-letters")
    Uni<Void> on(ConsumerRecords<String, byte[]> batch) {
        return keepLetters.handle(
                StreamSupport.stream(batch.spliterator(), false)
                        .map(DeadLetterConsumer::burial)
                        .toList());
    }

    private static Burial burial(ConsumerRecord<String, byte[]> message) {
        var all = headers(message);
        var topic = all.getOrDefault("dead_topic", message.topic().replaceFirst("\\.dead$", ""));
        var partition = all.getOrDefault("dead_partition", "dead " + message.partition());
        var offset = all.getOrDefault("dead_offset", Long.toString(message.offset()));
        var original = new LinkedHashMap<>(all);
        original.keySet().removeIf(name -> name.startsWith("dead_"));
        return new Burial(
                topic,
                all.getOrDefault("dead_group", "unknown"),
                text(message.key()),
                all.getOrDefault("ce_id", "%s/%s/%s".formatted(topic, partition, offset)),
                all.getOrDefault("ce_type", "unknown"),
                original,
                message.value() == null ? "" : text(new String(message.value(), UTF_8)),
                all.getOrDefault("dead_cause", "unknown"),
                partition,
                offset,
                message.topic().equals(OWN_MESSAGES) ? uuid(all.get("ce_subject")) : null);
    }

    private static Map<String, String> headers(ConsumerRecord<String, byte[]> message) {
        var headers = new LinkedHashMap<String, String>();
        for (var header : message.headers()) {
            if (header.value() != null) {
                headers.put(text(header.key()), text(new String(header.value(), UTF_8)));
            }
        }
        return headers;
    }

    /// PostgreSQL keeps any text but that with a NUL in it.
    private static String text(@Nullable String any) {
        return any == null ? "" : any.replace('\u0000', '\uFFFD');
    }

    private static @Nullable UUID uuid(@Nullable String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException notOurs) {
            return null;
        }
    }
}
