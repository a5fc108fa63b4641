package ecomauction.e2e;

import static ecomauction.e2e.RunningSystem.STACK;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/// Events that nobody can handle: each is buried, which is CRITICAL.
final class Poison {

    private Poison() {}

    static void send(String trace, List<String> bodies) {
        try (var producer =
                new KafkaProducer<>(
                        Map.<String, Object>of(
                                "bootstrap.servers", "127.0.0.1:" + STACK.port("kafka")),
                        new StringSerializer(),
                        new StringSerializer())) {
            // All on their way before the first is waited for, so that they arrive as one batch.
            for (var sent :
                    bodies.stream().map(body -> producer.send(message(trace, body))).toList()) {
                sent.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ProducerRecord<String, String> message(String trace, String body) {
        var message = new ProducerRecord<>("bid.events", "poison", body);
        Map.of(
                        "ce_id",
                        UUID.randomUUID().toString(),
                        "ce_type",
                        "ecomauction.BidAccepted",
                        "ce_sequence",
                        "1",
                        "traceparent",
                        parent(trace))
                .forEach((name, value) -> message.headers().add(name, value.getBytes(UTF_8)));
        return message;
    }

    /// W3C's header, by which a trace of ours goes on elsewhere.
    static String parent(String trace) {
        return "00-%s-00f067aa0ba902b7-01".formatted(trace);
    }
}
