package ecomauction.bench.house;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import ecomauction.contracts.Money;
import ecomauction.contracts.Topics;
import ecomauction.contracts.UuidV7;
import ecomauction.contracts.auction.AuctionEvent;
import ecomauction.contracts.auction.AuctionEvent.AuctionPublished;
import ecomauction.contracts.auction.AuctionEvent.AuctionUpdated;
import ecomauction.contracts.auction.AuctionTerms;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/// Opens lots as auction-service does: by the event that it publishes. Ten thousand listings by
/// hand would take longer than the measurement.
public final class Lots {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /// In cents.
    public static final int START = 1_000;

    private final String kafka;
    private final Database database;
    private final ObjectMapper json =
            new ObjectMapper()
                    .registerModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    Lots(String kafka, Database database) {
        this.kafka = kafka;
        this.database = database;
    }

    /// Under the hammer on return, from 10.00 USD on.
    public List<UUID> open(int count, Instant endsAt) {
        var before = database.number("SELECT count(*) FROM lot");
        var ids = Stream.generate(UuidV7::next).limit(count).toList();
        publish(ids.stream().map(id -> published(id, endsAt)));
        awaitCount(before + count);
        return ids;
    }

    /// Published, then given other terms `changes` times, which the events of all lots tell by
    /// turns: each change asks for a cent more. Nobody is waited for.
    public List<UUID> queue(int count, int changes, Instant endsAt) {
        var ids = Stream.generate(UuidV7::next).limit(count).toList();
        publish(
                Stream.concat(
                        ids.stream().map(id -> published(id, endsAt)),
                        IntStream.rangeClosed(1, changes)
                                .boxed()
                                .flatMap(change ->
                                        ids.stream().map(id -> updated(id, change, endsAt)))));
        return ids;
    }

    /// Whether they arrived is seen by what becomes of them.
    private void publish(Stream<AuctionEvent> events) {
        try (var producer =
                new KafkaProducer<>(
                        Map.<String, Object>of("bootstrap.servers", kafka),
                        new StringSerializer(),
                        new StringSerializer())) {
            events.forEach(event -> {
                var _ = producer.send(record(event));
            });
        }
    }

    private void awaitCount(long count) {
        var until = Instant.now().plus(PATIENCE);
        while (database.number("SELECT count(*) FROM lot") < count) {
            if (Instant.now().isAfter(until)) {
                throw new IllegalStateException("Not all lots were opened");
            }
            Rest.of(Duration.ofMillis(100));
        }
    }

    private static AuctionEvent published(UUID id, Instant endsAt) {
        return new AuctionPublished(
                id,
                1,
                "00000000-0000-7000-8000-000000000001",
                "Lot",
                "bench",
                terms(START, endsAt),
                Instant.now());
    }

    private static AuctionEvent updated(UUID id, int change, Instant endsAt) {
        return new AuctionUpdated(
                id, 1L + change, "Lot", "bench", terms(START + change, endsAt), Instant.now());
    }

    private static AuctionTerms terms(long start, Instant endsAt) {
        return new AuctionTerms(
                AuctionTerms.Format.ENGLISH,
                new Money(start, "USD"),
                null,
                null,
                null,
                null,
                Instant.now(),
                endsAt,
                null,
                House.INCREMENTS,
                1);
    }

    private ProducerRecord<String, String> record(AuctionEvent body) {
        var event = Topics.AUCTION_EVENTS.event(body.auctionId(), body.revision(), body);
        var record = new ProducerRecord<>(event.topic(), event.key(), write(event.body()));
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
                        "ce_time",
                        Instant.now().toString(),
                        "ce_sequence",
                        Long.toString(body.revision()),
                        "content-type",
                        "application/json")
                .forEach((name, value) ->
                        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    private String write(Object body) {
        try {
            return json.writeValueAsString(body);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException(bug);
        }
    }
}
