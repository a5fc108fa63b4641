package ecomauction.kit.errors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import ecomauction.contracts.Topics;
import ecomauction.contracts.ops.OpsEvent.ErrorReported;
import ecomauction.kit.outbox.Outbox;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;

/// Publishes reports from a thread of its own, which begins with the first of them. Nobody ever
/// waits for it: what does not fit into its queue is counted all the same, and not reported.
@ApplicationScoped
class ErrorReports {

    private static final Logger LOG = Logger.getLogger(ErrorReports.class);
    private static final int MOST_WAITING = 100;
    private static final int PAUSE_MILLIS = 500;
    private static final int LAST_MILLIS = 2_000;

    private final ObjectMapper json;
    private final Map<String, Object> kafka;
    private final BlockingQueue<ErrorReported> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile boolean stopping;
    private final Thread sender = new Thread(this::send, "error-reports");

    ErrorReports(ObjectMapper json, @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.json = json;
        this.kafka = kafka;
        sender.setDaemon(true);
    }

    void offer(ErrorReported report) {
        if (waiting.offer(report) && begun.compareAndSet(false, true)) {
            sender.start();
        }
    }

    void stop(@Observes ShutdownEvent stop) throws InterruptedException {
        stopping = true;
        sender.join(LAST_MILLIS);
    }

    private void send() {
        try (var producer = producer()) {
            while (!stopping) {
                var report = waiting.poll(PAUSE_MILLIS, MILLISECONDS);
                if (report != null) {
                    publish(producer, report);
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void publish(KafkaProducer<String, String> producer, ErrorReported report)
            throws InterruptedException {
        while (!stopping) {
            try {
                var sent = producer.send(message(report));
                producer.flush();
                sent.get();
                return;
            } catch (KafkaException | ExecutionException outage) {
                LOG.warnf("No error is reported for now cause=%s", outage.toString());
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    private ProducerRecord<String, String> message(ErrorReported report) {
        var event = Topics.OPS_ERRORS.event(report.fingerprint(), 0, report);
        var message = new ProducerRecord<>(event.topic(), event.key(), write(report));
        Outbox.headersOf(event)
                .forEach((name, value) -> message.headers().add(name, value.getBytes(UTF_8)));
        message.headers().add("ce_time", report.at().toString().getBytes(UTF_8));
        return message;
    }

    private String write(ErrorReported report) {
        try {
            return json.writeValueAsString(report);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException(bug);
        }
    }

    private KafkaProducer<String, String> producer() {
        var settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "error-reports");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }
}
