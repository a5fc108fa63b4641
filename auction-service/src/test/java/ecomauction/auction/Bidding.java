package ecomauction.auction;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import ecomauction.contracts.Event;
import ecomauction.contracts.Money;
import ecomauction.contracts.Topics;
import ecomauction.contracts.bid.BidEvent;
import ecomauction.contracts.bid.BidEvent.BidAccepted;
import ecomauction.contracts.bid.BidEvent.IncrementTablePublished;
import ecomauction.contracts.bid.BidEvent.IncrementTablePublished.Tier;
import ecomauction.contracts.bid.BidEvent.LotClosed;
import ecomauction.testkit.Stack;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/// Plays bid-service: publishes what it would.
public final class Bidding {

    public static final ObjectMapper JSON =
            new ObjectMapper()
                    .registerModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS);

    private Bidding() {}

    /// The tables that bid-service starts with, as far as tests need them.
    public static void publishTables() {
        table("USD", 1, "USD", new Tier(0, 5), new Tier(10_000, 250));
        table("TRADEME_NZD", 1, "NZD", new Tier(0, 50));
    }

    public static void table(String name, int version, String currency, Tier... tiers) {
        publish(
                Topics.BID_EVENTS.event(
                        name,
                        version,
                        new IncrementTablePublished(
                                name, version, currency, List.of(tiers), Instant.now())));
    }

    public static BidAccepted bid(String id, long seq, long price, int count, Instant endsAt) {
        return new BidAccepted(
                UUID.fromString(id),
                seq,
                BidAccepted.Kind.LEADING,
                "bidder " + count,
                "bidder " + count,
                new Money(price, "USD"),
                new Money(price + 250, "USD"),
                count,
                false,
                endsAt,
                Instant.now());
    }

    public static LotClosed closed(
            String id, long seq, LotClosed.Outcome outcome, LotClosed.Reason reason) {
        var sold = outcome == LotClosed.Outcome.SOLD;
        return new LotClosed(
                UUID.fromString(id),
                seq,
                outcome,
                reason,
                sold ? "bidder 3" : null,
                sold ? new Money(12_345, "USD") : null,
                3,
                "00",
                Instant.now());
    }

    public static Event publish(String id, long seq, BidEvent body) {
        var event = Topics.BID_EVENTS.event(id, seq, body);
        publish(event);
        return event;
    }

    public static void publish(Event event) {
        var message = new ProducerRecord<>(event.topic(), event.key(), json(event.body()));
        header(message, "ce_specversion", "1.0");
        header(message, "ce_id", event.id().toString());
        header(message, "ce_source", event.source());
        header(message, "ce_type", "ecomauction." + event.type());
        header(message, "ce_subject", event.key());
        header(message, "ce_sequence", Long.toString(event.sequence()));
        header(message, "content-type", "application/json");
        try {
            Broker.PRODUCER.send(message).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void header(
            ProducerRecord<String, byte[]> message, String name, @Nullable String value) {
        message.headers().add(name, String.valueOf(value).getBytes(UTF_8));
    }

    private static byte[] json(Object body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException(bug);
        }
    }

    /// On its own, so that tests without servers can use the mapper.
    private static final class Broker {

        static final KafkaProducer<String, byte[]> PRODUCER =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", Stack.get().kafka(), "linger.ms", "0"),
                        new StringSerializer(),
                        new ByteArraySerializer());
    }
}
