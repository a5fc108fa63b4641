package ecomauction.kit.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/// Sends rows of the outbox to Kafka.
final class OutboxSender implements AutoCloseable {

    private final KafkaProducer<String, String> producer;
    private final ObjectMapper json;

    OutboxSender(Map<String, Object> kafka, ObjectMapper json) {
        var settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        // The broker may be away for long: wait for it, rather than give up in the middle of a
        // batch.
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 60_000);
        this.producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
        this.json = json;
    }

    /// Answers the ids of the rows when Kafka has acknowledged them. All or nothing: after a
    /// failure the batch is sent again from its start, so that the order per key holds.
    List<Long> send(RowSet<Row> rows) throws ExecutionException, InterruptedException {
        var sent = new ArrayList<Future<RecordMetadata>>(rows.size());
        var ids = new ArrayList<Long>(rows.size());
        for (var row : rows) {
            ids.add(row.getLong("id"));
            sent.add(producer.send(recordOf(row)));
        }
        if (!ids.isEmpty()) {
            producer.flush();
        }
        for (var acknowledgement : sent) {
            acknowledgement.get();
        }
        return ids;
    }

    private ProducerRecord<String, String> recordOf(Row row) {
        var event =
                new ProducerRecord<>(
                        row.getString("topic"), row.getString("key"), row.getString("payload"));
        headersOf(row).forEach((name, value) -> event.headers().add(name, value.getBytes(UTF_8)));
        // What is replayed or buried keeps the time at which it happened.
        if (event.headers().lastHeader("ce_time") == null) {
            var time = row.getOffsetDateTime("created_at").withOffsetSameInstant(ZoneOffset.UTC);
            event.headers().add("ce_time", time.toString().getBytes(UTF_8));
        }
        return event;
    }

    private Map<String, String> headersOf(Row row) {
        try {
            return json.readValue(row.getString("headers"), new TypeReference<>() {});
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("Outbox row " + row.getLong("id"), bug);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
