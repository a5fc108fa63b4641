package ecomauction.notification;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import ecomauction.contracts.Event;
import ecomauction.testkit.Stack;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Publishes what the other services would, with the headers that their outbox writes.
final class Publisher implements AutoCloseable {

    private static final ObjectMapper JSON =
            new ObjectMapper()
                    .registerModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS);

    private final KafkaProducer<String, byte[]> producer =
            new KafkaProducer<>(
                    Map.of("bootstrap.servers", Stack.get().kafka(), "linger.ms", "0"),
                    new StringSerializer(),
                    new ByteArraySerializer());

    void send(Event event) {
        send(event.topic(), event.key(), headers(event), write(event.body()));
    }

    void send(String topic, String key, Map<String, String> headers, byte[] payload) {
        var message = new ProducerRecord<>(topic, key, payload);
        headers.forEach((name, value) -> message.headers().add(name, value.getBytes(UTF_8)));
        var sent = producer.send(message);
        producer.flush();
        if (!sent.isDone()) {
            throw new IllegalStateException("not sent: " + message);
        }
    }

    static Map<String, String> headers(Event event) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", event.id().toString());
        headers.put("ce_source", event.source());
        headers.put("ce_type", "ecomauction." + event.type());
        headers.put("ce_subject", event.key());
        headers.put("ce_sequence", Long.toString(event.sequence()));
        headers.put("content-type", "application/json");
        headers.put("ce_time", "2026-01-02T03:04:05Z");
        return headers;
    }

    static byte[] write(Object body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException(bug);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
