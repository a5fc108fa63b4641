package ecomauction.bench.house;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
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
    private long seen;
    private long again;

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

    private synchronized void note(ConsumerRecord<String, String> event) {
        if (ids.add(Events.header(event, "ce_id"))) {
            var late = System.currentTimeMillis() - dueMillis.applyAsLong(event);
            micros.recordValue(Math.max(0, late) * 1000);
            seen++;
        } else {
            again++;
        }
    }

    /// Counts from zero. Who measures in rounds keeps one for all of them: a new one is slow until
    /// its code is compiled.
    public synchronized void restart() {
        micros.reset();
        seen = 0;
        again = 0;
    }

    public synchronized long seen() {
        return seen;
    }

    /// Events that came more than once; consumers handle them once.
    public synchronized long again() {
        return again;
    }

    /// The clock gives whole milliseconds, and so does this.
    public synchronized double millis(double percentile) {
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
