package ecomauction.bench.house;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/// Events as they arrive from Kafka, and how late: by the clock of this machine, which is
/// everybody's here.
public final class Arrivals implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);

    private final Histogram micros = new Histogram(TimeUnit.MINUTES.toMicros(10), 3);
    private final Set<String> ids = new HashSet<>();
    private final KafkaConsumer<String, String> consumer;
    private final Thread reader = Thread.ofPlatform().daemon().unstarted(this::read);
    private final String type;
    private final ToLongFunction<ConsumerRecord<String, String>> dueMillis;
    private volatile boolean ending;
    private volatile long seen;
    private final AtomicLong again = new AtomicLong();

    /// @param type what is counted, such as `LotClosed`; empty: everything
    /// @param dueMillis from when on an event could have been here
    public Arrivals(
            String kafka,
            List<String> topics,
            String type,
            ToLongFunction<ConsumerRecord<String, String>> dueMillis) {
        this.type = type;
        this.dueMillis = dueMillis;
        this.consumer = Events.consumer(kafka);
        var partitions = Events.partitions(consumer, topics);
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        reader.start();
    }

    /// When the event was written into the outbox.
    public static long written(ConsumerRecord<String, String> event) {
        return Instant.parse(Events.header(event, "ce_time")).toEpochMilli();
    }

    private void read() {
        while (!ending) {
            for (var event : consumer.poll(POLL)) {
                if (Events.header(event, "ce_type").endsWith(type)) {
                    note(event);
                }
            }
        }
        consumer.close();
    }

    private void note(ConsumerRecord<String, String> event) {
        if (ids.add(Events.header(event, "ce_id"))) {
            var late = System.currentTimeMillis() - dueMillis.applyAsLong(event);
            micros.recordValue(Math.max(0, late) * 1000);
            seen = ids.size();
        } else {
            again.incrementAndGet();
        }
    }

    public long seen() {
        return seen;
    }

    /// Events that came more than once; consumers handle them once.
    public long again() {
        return again.get();
    }

    /// The clock gives whole milliseconds, and so does this.
    public double millis(double percentile) {
        return micros.lowestEquivalentValue(micros.getValueAtPercentile(percentile)) / 1000.0;
    }

    @Override
    public void close() {
        ending = true;
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
