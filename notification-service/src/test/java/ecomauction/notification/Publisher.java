package ecomauction.notification;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import ecomauction.contracts.Event;
import ecomauction.contracts.Topic;
import ecomauction.contracts.Topics;
import ecomauction.contracts.auction.AuctionEvent;
import ecomauction.contracts.bid.BidEvent;
import ecomauction.contracts.bid.PrivateBidEvent;
import ecomauction.testkit.Stack;
import java.util.Map;
import java.util.UUID;
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

    void send(UUID auctionId, AuctionEvent event) {
        send(event(Topics.AUCTION_EVENTS, auctionId, event.revision(), event));
    }

    void send(UUID auctionId, long seq, BidEvent event) {
        send(event(Topics.BID_EVENTS, auctionId, seq, event));
    }

    void send(UUID auctionId, PrivateBidEvent event) {
        send(event(Topics.BID_PRIVATE, auctionId, event.seq(), event));
    }

    static <E> Event event(Topic<E> topic, UUID auctionId, long sequence, E body) {
        return topic.event(auctionId, sequence, body);
    }

    void send(Event event) {
        send(event, write(event.body()));
    }

    void send(Event event, byte[] payload) {
        var message = new ProducerRecord<>(event.topic(), event.key(), payload);
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        event.id().toString(),
                        "ce_source",
                        event.source(),
                        "ce_type",
                        "ecomauction." + event.type(),
                        "ce_subject",
                        event.key(),
                        "ce_sequence",
                        Long.toString(event.sequence()),
                        "ce_time",
                        "2026-01-02T03:04:05Z",
                        "content-type",
                        "application/json")
                .forEach((name, value) -> message.headers().add(name, value.getBytes(UTF_8)));
        producer.send(message);
        producer.flush();
    }

    private static byte[] write(Object body) {
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
