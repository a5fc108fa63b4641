package ecomauction.bench.house;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/// How many events of a topic a group of consumers has not yet handled: what the cluster scales by.
public final class Lag implements AutoCloseable {

    private final Admin admin;
    private final String group;
    private final String topic;

    public Lag(String kafka, String group, String topic) {
        this.admin = Admin.create(Map.of("bootstrap.servers", kafka));
        this.group = group;
        this.topic = topic;
    }

    public long events() {
        try {
            var handled =
                    admin
                            .listConsumerGroupOffsets(group)
                            .partitionsToOffsetAndMetadata()
                            .get()
                            .entrySet()
                            .stream()
                            .filter(entry ->
                                    entry.getKey().topic().equals(topic)
                                            && entry.getValue() != null)
                            .collect(
                                    Collectors.toMap(
                                            Map.Entry::getKey, entry -> entry.getValue().offset()));
            return ends().entrySet().stream()
                    .mapToLong(end -> end.getValue() - handled.getOrDefault(end.getKey(), 0L))
                    .sum();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<TopicPartition, Long> ends() throws InterruptedException, ExecutionException {
        var partitions =
                admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
                        .flatMap(described -> described.partitions().stream())
                        .map(partition -> new TopicPartition(topic, partition.partition()))
                        .collect(Collectors.toMap(p -> p, _ -> OffsetSpec.latest()));
        return admin.listOffsets(partitions).all().get().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
    }

    @Override
    public void close() {
        admin.close();
    }
}
