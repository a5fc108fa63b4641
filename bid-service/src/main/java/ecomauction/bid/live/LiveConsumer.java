package ecomauction.bid.live;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Every replica with watchers hears of every decision, from now on: only which lot it was, and
/// missing one only delays the watchers. So it is read here without a group, no message is made of
/// what nobody looks at, and nothing is read while nobody watches.
@ApplicationScoped
class LiveConsumer {

    private static final Logger LOG = Logger.getLogger(LiveConsumer.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long REST_MILLIS = 1_000;

    /// Watchers are told at most ten times a second: one fetch for many events, and none while
    /// nothing happens.
    private static final long GATHER_MILLIS = 20;

    /// How often to see whether somebody watches.
    private static final long DOZE_MILLIS = 100;

    /// For topics and partitions that are added later.
    private static final long LOOK_EVERY_NANOS = Duration.ofSeconds(5).toNanos();

    private final LiveLots lots;
    private final Map<String, Object> kafka;
    private final List<String> topics;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread listener = new Thread(this::listen, "live-prices");

    LiveConsumer(
            LiveLots lots,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            @ConfigProperty(name = "ecomauction.live.topics") List<String> topics) {
        this.lots = lots;
        this.kafka = kafka;
        this.topics = topics;
    }

    void start(@Observes StartupEvent started) {
        listener.setDaemon(true);
        listener.start();
    }

    void stop(@Observes ShutdownEvent ending) {
        stop.countDown();
    }

    private void listen() {
        try {
            do {
                try (var events = consumer()) {
                    hear(events);
                } catch (KafkaException outage) {
                    LOG.warnf("Prices are heard late cause=%s", outage.toString());
                } catch (RuntimeException bug) {
                    LOG.error("Prices are heard late", bug);
                }
            } while (!stop.await(REST_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private KafkaConsumer<String, ByteBuffer> consumer() {
        var settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.CHECK_CRCS_CONFIG, false);
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        return new KafkaConsumer<>(
                settings, new StringDeserializer(), new ByteBufferDeserializer());
    }

    private void hear(KafkaConsumer<String, ByteBuffer> events) throws InterruptedException {
        followAll(events);
        var looked = System.nanoTime();
        var listening = false;
        while (!stop.await(listening ? GATHER_MILLIS : DOZE_MILLIS, TimeUnit.MILLISECONDS)
                && !events.assignment().isEmpty()) {
            if (!lots.areWatched()) {
                listening = false;
                continue;
            }
            if (!listening || System.nanoTime() - looked >= LOOK_EVERY_NANOS) {
                followAll(events);
                looked = System.nanoTime();
            }
            if (!listening) {
                skipToNow(events);
                listening = true;
            }
            hint(events.poll(POLL));
        }
    }

    /// What came while nobody watched is not read. Who began to watch before this looks again.
    private void skipToNow(KafkaConsumer<String, ByteBuffer> events) {
        events.seekToEnd(events.assignment());
        events.assignment().forEach(events::position);
        lots.look();
    }

    private void followAll(KafkaConsumer<String, ByteBuffer> events) {
        var known = events.assignment();
        var added = new ArrayList<TopicPartition>();
        for (var topic : topics) {
            events.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .filter(partition -> !known.contains(partition))
                    .forEach(added::add);
        }
        if (!added.isEmpty()) {
            var all = new ArrayList<>(known);
            all.addAll(added);
            events.assign(all);
            events.seekToEnd(added);
        }
    }

    private void hint(ConsumerRecords<String, ByteBuffer> batch) {
        var newest = new HashMap<UUID, Long>();
        for (var event : batch) {
            var sequence = event.headers().lastHeader("ce_sequence");
            // Increment tables are on the topic too; their names are no lots.
            if (event.key() != null && event.key().length() == 36 && sequence != null) {
                newest.put(
                        UUID.fromString(event.key()),
                        Long.parseLong(new String(sequence.value(), US_ASCII)));
            }
        }
        if (!newest.isEmpty()) {
            lots.hint(newest);
        }
    }
}
