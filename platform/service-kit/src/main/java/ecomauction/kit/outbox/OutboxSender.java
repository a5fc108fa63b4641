package ecomauction.kit.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
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

    private static final Map<String, byte[]> COMMON =
            Outbox.COMMON.entrySet().stream()
                    .collect(toMap(Map.Entry::getKey, one -> one.getValue().getBytes(UTF_8)));

    private final KafkaProducer<String, String> producer;
    private final ObjectReader asHeaders;

    OutboxSender(Map<String, Object> kafka, ObjectMapper json) {
        var settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // A round is sent by flushing, as a whole: were the first event sent at once, the broker
        // would get a request for it, and another for the rest.
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 1_000);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        // The broker may be away for long: wait for it, rather than give up in the middle of a
        // batch.
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 60_000);
        this.producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
        this.asHeaders = json.readerForMapOf(String.class);
    }

    /// Answers the ids of the rows when Kafka has acknowledged what they hold. All or nothing:
    /// after a failure the batch is sent again from its start, so that the order per key holds.
    List<Long> send(RowSet<Row> rows) throws ExecutionException, InterruptedException {
        var sent = new ArrayList<Future<RecordMetadata>>();
        var ids = new ArrayList<Long>(rows.size());
        for (var row : rows) {
            ids.add(row.getLong("id"));
            messagesOf(row).forEach(message -> sent.add(producer.send(message)));
        }
        if (!ids.isEmpty()) {
            producer.flush();
        }
        for (var acknowledgement : sent) {
            acknowledgement.get();
        }
        return ids;
    }

    private List<ProducerRecord<String, String>> messagesOf(Row row) {
        var topics = row.getArrayOfStrings("topics");
        var keys = row.getArrayOfStrings("keys");
        var headers = row.getArrayOfStrings("headers");
        var payloads = row.getArrayOfStrings("payloads");
        var time = row.getOffsetDateTime("created_at").toInstant().toString().getBytes(UTF_8);
        var messages = new ArrayList<ProducerRecord<String, String>>(topics.length);
        for (int i = 0; i < topics.length; i++) {
            var message = new ProducerRecord<>(topics[i], keys[i], payloads[i]);
            read(headers[i])
                    .forEach((name, value) -> message.headers().add(name, value.getBytes(UTF_8)));
            COMMON.forEach((name, value) -> addIfAbsent(message, name, value));
            addIfAbsent(message, Outbox.SUBJECT, keys[i].getBytes(UTF_8));
            addIfAbsent(message, "ce_time", time);
            messages.add(message);
        }
        return messages;
    }

    /// What is replayed or buried keeps what it had, such as the time at which it happened.
    private static void addIfAbsent(ProducerRecord<?, ?> message, String name, byte[] value) {
        if (message.headers().lastHeader(name) == null) {
            message.headers().add(name, value);
        }
    }

    private Map<String, String> read(String headers) {
        try {
            return asHeaders.readValue(headers);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("Not an event's headers: " + headers, bug);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
