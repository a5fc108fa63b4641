package ecomauction.bench.house;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import ecomauction.contracts.Money;
import ecomauction.contracts.Topics;
import ecomauction.contracts.UuidV7;
import ecomauction.contracts.auction.AuctionEvent.AuctionPublished;
import ecomauction.contracts.auction.AuctionTerms;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/// Opens lots as auction-service does: by the event that it publishes. Ten thousand listings by
/// hand would take longer than the measurement.
public final class Lots {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

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
        var ids = new ArrayList<UUID>(count);
        try (var producer =
                new KafkaProducer<>(
                        Map.<String, Object>of("bootstrap.servers", kafka),
                        new StringSerializer(),
                        new StringSerializer())) {
            for (int i = 0; i < count; i++) {
                var id = UuidV7.next();
                ids.add(id);
                // Whether it arrived is seen by the count of lots.
                var _ = producer.send(record(published(id, endsAt)));
            }
        }
        awaitCount(before + count);
        return ids;
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

    private static AuctionPublished published(UUID id, Instant endsAt) {
        var now = Instant.now();
        var terms =
                new AuctionTerms(
                        AuctionTerms.Format.ENGLISH,
                        new Money(1_000, "USD"),
                        null,
                        null,
                        null,
                        null,
                        now,
                        endsAt,
                        null,
                        House.INCREMENTS,
                        1);
        return new AuctionPublished(
                id, 1, "00000000-0000-7000-8000-000000000001", "Lot", "bench", terms, now);
    }

    private ProducerRecord<String, String> record(AuctionPublished published) {
        var event = Topics.AUCTION_EVENTS.event(published.auctionId(), 1, published);
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
                        "1",
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
