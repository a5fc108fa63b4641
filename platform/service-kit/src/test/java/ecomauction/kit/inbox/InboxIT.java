package ecomauction.kit.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ecomauction.kit.app.Database;
import ecomauction.kit.app.KitConsumer;
import ecomauction.kit.app.KitTest;
import ecomauction.kit.app.Until;
import ecomauction.testkit.Events;
import ecomauction.testkit.Stack;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Numbers are this class's own: nobody else handles 1 to 99.
@KitTest
class InboxIT {

    private static final KafkaProducer<String, String> PRODUCER =
            new KafkaProducer<>(
                    Map.of("bootstrap.servers", Stack.get().kafka()),
                    new StringSerializer(),
                    new StringSerializer());

    @Inject Database database;
    @Inject KitConsumer consumer;

    @AfterAll
    static void close() {
        PRODUCER.close();
    }

    @Test
    void handles_an_event_once_however_often_it_comes() {
        var id = UUID.randomUUID();

        send(id, "Happened", "{\"number\":1,\"text\":null}");
        send(id, "Happened", "{\"number\":1,\"text\":null}");
        sendNew(2);
        send(id, "Happened", "{\"number\":1,\"text\":null}");
        sendNew(3);

        handled(3);
        assertThat(count(1)).isEqualTo(1);
        assertThat(count(2)).isEqualTo(1);
    }

    /// An outage may last, and does not count as an attempt.
    @Test
    void tries_again_what_fails_for_a_while() {
        consumer.failOn(10, outagesThenFailures(3, 4));

        sendNew(10);

        handled(10);
        assertThat(count(10)).isEqualTo(1);
    }

    @Test
    void buries_what_always_fails_and_goes_on_with_its_neighbours() {
        consumer.failOn(21, Collections.nCopies(100, IllegalStateException::new));

        sendNew(20);
        var poison = sendNew(21);
        sendNew(22);

        handled(22);
        assertThat(count(20)).isEqualTo(1);
        assertThat(count(21)).isZero();
        try (var dead = Events.on("kit.events.kit-test.dead")) {
            var letter = dead.await("Happened", one -> one.id().equals(poison.toString()));
            assertThat(letter.key()).isEqualTo("same");
            assertThat(letter.body().path("number").asInt()).isEqualTo(21);
            assertThat(letter.header("dead_cause")).contains("IllegalStateException");
            assertThat(letter.header("dead_topic")).isEqualTo("kit.events");
            assertThat(letter.header("dead_group")).isEqualTo("kit-test");
            assertThat(letter.header("dead_offset")).matches("\\d+");
        }
    }

    /// A dead letter that is sent again is an event like any other.
    @Test
    void handles_what_was_buried_when_it_is_sent_again() {
        consumer.failOn(25, Collections.nCopies(7, IllegalStateException::new));
        var id = sendNew(25);
        try (var dead = Events.on("kit.events.kit-test.dead")) {
            dead.await("Happened", one -> one.id().equals(id.toString()));
        }

        send(id, "Happened", "{\"number\":25,\"text\":null}");

        handled(25);
    }

    @Test
    void buries_what_it_cannot_read() {
        var malformed = UUID.randomUUID();

        send(malformed, "Happened", "{\"number\":");
        send(new ProducerRecord<>("kit.events", "same", "no headers at all"));
        send(new ProducerRecord<>("kit.events", "same", null));
        sendNew(30);

        handled(30);
        try (var dead = Events.on("kit.events.kit-test.dead")) {
            dead.await("Happened", one -> one.id().equals(malformed.toString()));
            dead.await(2, one -> one.header("dead_cause").contains("No header ce_type"));
        }
    }

    @Test
    void skips_types_and_members_of_newer_producers() {
        var unknown = UUID.randomUUID();

        send(unknown, "HappenedV2", "{\"number\":40}");
        send(
                UUID.randomUUID(),
                "Happened",
                "{\"number\":41,\"text\":null,\"colour\":{\"name\":\"red\"}}");

        handled(41);
        assertThat(count(40)).isZero();
    }

    @Test
    void reads_structured_mode_as_well_and_knows_an_event_by_its_id_in_both() {
        var id = UUID.randomUUID();

        send(id, "Happened", "{\"number\":50,\"text\":null}");
        sendStructured(id, "\"data\":{\"number\":50,\"text\":null}");
        sendStructured(UUID.randomUUID(), "\"data\":{\"number\":51,\"text\":null}");
        // {"number":52,"text":null}
        sendStructured(
                UUID.randomUUID(), "\"data_base64\":\"eyJudW1iZXIiOjUyLCJ0ZXh0IjpudWxsfQ==\"");

        handled(52);
        assertThat(count(50)).isEqualTo(1);
        assertThat(count(51)).isEqualTo(1);
    }

    @Test
    void buries_structured_events_without_their_attributes_or_data() {
        send(structured("{\"specversion\":\"1.0\",\"id\":{}}"));
        sendStructured(UUID.randomUUID(), "\"data\":null");
        sendNew(60);

        handled(60);
        try (var dead = Events.on("kit.events.kit-test.dead")) {
            dead.await(1, one -> one.header("dead_cause").contains("No attribute type"));
            dead.await(1, one -> one.header("dead_cause").contains("No data in a Happened"));
        }
    }

    private static void sendStructured(UUID id, String data) {
        send(
                structured(
                        """
                        {"specversion":"1.0","id":"%s","source":"/elsewhere",
                         "type":"ecomauction.Happened","sequence":"1",%s}
                        """
                                .formatted(id, data)));
    }

    private static ProducerRecord<String, String> structured(String envelope) {
        var message = new ProducerRecord<>("kit.events", "same", envelope);
        message.headers()
                .add("content-type", "application/cloudevents+json; charset=utf-8".getBytes(UTF_8));
        return message;
    }

    private static List<Supplier<Throwable>> outagesThenFailures(int outages, int failures) {
        return Stream.<Supplier<Throwable>>concat(
                        Collections.<Supplier<Throwable>>nCopies(outages, TimeoutException::new)
                                .stream(),
                        Collections.<Supplier<Throwable>>nCopies(
                                failures, IllegalStateException::new)
                                .stream())
                .toList();
    }

    private static UUID sendNew(int number) {
        var id = UUID.randomUUID();
        send(id, "Happened", "{\"number\":%d,\"text\":null}".formatted(number));
        return id;
    }

    private static void send(UUID id, String type, String payload) {
        var message = new ProducerRecord<>("kit.events", "same", payload);
        message.headers().add("ce_id", id.toString().getBytes(UTF_8));
        message.headers().add("ce_type", ("ecomauction." + type).getBytes(UTF_8));
        message.headers().add("ce_sequence", "1".getBytes(UTF_8));
        send(message);
    }

    private static void send(ProducerRecord<String, String> message) {
        try {
            PRODUCER.send(message).get();
        } catch (InterruptedException | ExecutionException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void handled(int number) {
        Until.isTrue("number " + number + " is handled", () -> count(number) > 0);
    }

    private long count(int number) {
        return database.count("SELECT count(*) FROM handled WHERE number = $1", number);
    }
}
