package ecomauction.bench.fault;

import com.fasterxml.jackson.databind.ObjectMapper;
import ecomauction.bench.house.Events;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// What arrives in Kafka: for each lot its accepted bids, as a consumer sees them that handles an
/// event id once. A bid that moves no price, since its bidder leads already, is told on
/// `bid.private` alone.
final class BidEvents {

    private static final List<String> TOPICS = List.of("bid.events", "bid.private");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String kafka;
    private final Map<TopicPartition, Long> start;
    private final Map<Chain, List<Long>> seqs = new HashMap<>();
    private final Set<String> ids = new HashSet<>();
    private long again;

    /// Within one there is an order.
    private record Chain(String topic, String lot) {}

    private BidEvents(String kafka, Map<TopicPartition, Long> start) {
        this.kafka = kafka;
        this.start = start;
    }

    static BidEvents fromNowOn(String kafka) {
        try (var consumer = Events.consumer(kafka)) {
            var partitions = Events.partitions(consumer, TOPICS);
            return new BidEvents(kafka, consumer.endOffsets(partitions));
        }
    }

    /// Waits until there are as many as were acknowledged.
    ///
    /// @param acknowledged seqs by lot, sorted
    /// @return what is wrong
    List<String> check(Map<UUID, long[]> acknowledged, Duration patience) {
        var most = acknowledged.values().stream().mapToLong(seqs -> seqs.length).sum();
        var until = System.nanoTime() + patience.toNanos();
        try (var consumer = Events.consumer(kafka)) {
            consumer.assign(start.keySet());
            start.forEach(consumer::seek);
            while (ids.size() < most && System.nanoTime() < until) {
                consumer.poll(Duration.ofMillis(100)).forEach(this::note);
            }
        }
        var wrong = new ArrayList<String>();
        acknowledged.forEach((lot, expected) -> {
            var chains =
                    TOPICS.stream()
                            .map(topic ->
                                    seqs.getOrDefault(new Chain(topic, lot.toString()), List.of()))
                            .toList();
            if (!chains.stream().allMatch(BidEvents::isRising)) {
                wrong.add(lot + ": events are out of order " + chains);
            }
            var arrived = chains.stream().flatMap(List::stream).mapToLong(seq -> seq).sorted();
            var all = arrived.toArray();
            if (!Arrays.equals(expected, all)) {
                wrong.add(lot + ": " + difference(expected, all));
            }
        });
        return wrong;
    }

    private static boolean isRising(List<Long> seqs) {
        return IntStream.range(1, seqs.size()).allMatch(i -> seqs.get(i - 1) < seqs.get(i));
    }

    private void note(ConsumerRecord<String, String> record) {
        var type = Events.header(record, "ce_type");
        if (!type.endsWith("BidAccepted") && !type.endsWith("BidRaised")) {
            return;
        }
        if (!ids.add(Events.header(record, "ce_id"))) {
            again++;
            return;
        }
        try {
            seqs.computeIfAbsent(
                            new Chain(record.topic(), record.key()), chain -> new ArrayList<>())
                    .add(JSON.readTree(record.value()).path("seq").asLong());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String difference(long[] expected, long[] arrived) {
        var at = Arrays.mismatch(expected, arrived);
        return "of %d acknowledged bids %d arrived as events, first difference at the %d. of them"
                .formatted(expected.length, arrived.length, at + 1);
    }

    /// Events that came more than once; consumers know them by their id.
    long again() {
        return again;
    }
}
