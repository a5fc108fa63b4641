package ecomauction.kit.outbox;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import ecomauction.kit.app.Database;
import ecomauction.kit.app.Http;
import ecomauction.kit.app.KitEvent;
import ecomauction.kit.app.KitEvent.Happened;
import ecomauction.kit.app.KitTest;
import ecomauction.kit.app.Servers;
import ecomauction.kit.app.Until;
import ecomauction.kit.tx.Transactions;
import ecomauction.testkit.Events;
import ecomauction.testkit.Events.Event;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@KitTest
class OutboxIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject Outbox outbox;
    @Inject Transactions transactions;
    @Inject Database database;
    @Inject Pool pool;
    @Inject ObjectMapper json;

    @Inject
    @Identifier("default-kafka-broker")
    Map<String, Object> kafka;

    @Test
    void publishes_with_the_attributes_of_cloud_events() {
        var key = UUID.randomUUID().toString();
        var event = KitEvent.TOPIC.event(key, 7, new Happened(1_000, null));
        var began = Instant.now();

        commit(tx -> outbox.append(tx, event));

        try (var events = Events.on("kit.events")) {
            var published = events.await("Happened", one -> one.key().equals(key));
            assertThat(published.headers())
                    .containsEntry("ce_specversion", "1.0")
                    .containsEntry("ce_id", event.id().toString())
                    .containsEntry("ce_source", "/kit-test")
                    .containsEntry("ce_type", "ecomauction.Happened")
                    .containsEntry("ce_subject", key)
                    .containsEntry("ce_sequence", "7")
                    .containsEntry("content-type", "application/json");
            assertThat(Instant.parse(published.header("ce_time")))
                    .isBetween(began.minusSeconds(1), Instant.now().plusSeconds(1));
            assertThat(published.body().toString()).isEqualTo("{\"number\":1000,\"text\":null}");
        }
    }

    @Test
    void publishes_nothing_of_a_transaction_that_was_rolled_back() {
        var key = UUID.randomUUID().toString();

        transactions
                .run(tx -> append(tx, key, 1).chain(OutboxIT::fail))
                .onFailure()
                .recoverWithNull()
                .await()
                .atMost(PATIENCE);
        commit(tx -> append(tx, key, 2));

        assertThat(numbersByKey(List.of(key), 1).get(key)).containsExactly(2);
    }

    @Test
    void keeps_the_order_of_each_key_whoever_relays_and_whoever_falls() {
        var keys = IntStream.range(0, 4).mapToObj(i -> UUID.randomUUID().toString()).toList();
        var second = new OutboxRelay(pool, json, kafka, new SimpleMeterRegistry());
        second.start(new StartupEvent());
        try {
            for (int number = 1; number <= 100; number++) {
                for (var key : keys) {
                    var next = number;
                    commit(tx -> append(tx, key, next));
                }
                if (number % 30 == 0) {
                    Servers.endSession(holderOfTheLock());
                }
                assertThat(holders()).isLessThanOrEqualTo(1);
            }

            var published = numbersByKey(keys, 400);
            keys.forEach(key ->
                    assertThat(published.get(key))
                            .isEqualTo(IntStream.rangeClosed(1, 100).boxed().toList()));
        } finally {
            stop(second);
        }
    }

    @Test
    void waits_for_kafka_and_loses_nothing() {
        var key = UUID.randomUUID().toString();
        Servers.pause("kafka");
        try {
            IntStream.rangeClosed(1, 50).forEach(number -> commit(tx -> append(tx, key, number)));
            Until.isTrue("the lag is seen", () -> metric("outbox_lag_seconds") > 0.5);
            assertThat(database.count("SELECT count(*) FROM outbox")).isPositive();
        } finally {
            Servers.resume("kafka");
        }

        assertThat(numbersByKey(List.of(key), 50).get(key))
                .isEqualTo(IntStream.rangeClosed(1, 50).boxed().toList());
        Until.isTrue(
                "the outbox is empty", () -> database.count("SELECT count(*) FROM outbox") == 0);
    }

    private static Uni<Void> fail() {
        return Uni.createFrom().failure(new IllegalStateException());
    }

    private Uni<Void> append(SqlConnection tx, String key, int number) {
        return outbox.append(tx, KitEvent.TOPIC.event(key, number, new Happened(-number, "x")));
    }

    private void commit(Function<SqlConnection, Uni<Void>> work) {
        transactions.run(work).await().atMost(PATIENCE);
    }

    /// Without what was sent twice: whoever reads knows an event by its id.
    private static Map<String, List<Integer>> numbersByKey(List<String> keys, int count) {
        try (var events = Events.on("kit.events")) {
            var ours = new LinkedHashMap<String, Event>();
            for (int sent = count; ours.size() < count; sent++) {
                events.await(sent, one -> keys.contains(one.key()))
                        .forEach(one -> ours.putIfAbsent(one.id(), one));
            }
            return ours.values().stream()
                    .collect(
                            groupingBy(
                                    Event::key,
                                    mapping(one -> -one.body().get("number").asInt(), toList())));
        }
    }

    private int holderOfTheLock() {
        return (int)
                database.count(
                        "SELECT coalesce(max(pid), 0) FROM pg_locks WHERE locktype = 'advisory'"
                                + " AND granted AND database ="
                                + " (SELECT oid FROM pg_database WHERE datname = current_database())");
    }

    private long holders() {
        return database.count(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted"
                        + " AND database = (SELECT oid FROM pg_database WHERE datname ="
                        + " current_database())");
    }

    private static double metric(String name) {
        return Http.at("/q/metrics")
                .get()
                .body()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .max()
                .orElse(0);
    }

    private static void stop(OutboxRelay relay) {
        try {
            relay.stop(new ShutdownEvent());
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }
}
