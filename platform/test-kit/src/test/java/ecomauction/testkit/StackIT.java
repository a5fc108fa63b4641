package ecomauction.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.sql.DriverManager;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StackIT {
    private static final StackResource RESOURCE = new StackResource();

    @BeforeAll
    static void start() {
        RESOURCE.init(Map.of("database", "kit"));
        RESOURCE.start();
    }

    @Test
    void gives_an_empty_database_that_its_owner_can_fill() throws Exception {
        var url = "jdbc:" + Stack.get().postgres("kit");

        try (var connection = DriverManager.getConnection(url, "kit_owner", "kit_owner");
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE leftover (id int)");

            assertThat(statement.executeQuery("SELECT 1 FROM leftover").next()).isFalse();
        }
    }

    @Test
    void gives_tokens_with_audience_and_role() {
        var claims = Tokens.claims("bidder1");

        assertThat(claims.path("aud").asText()).isEqualTo("ecomauction");
        assertThat(claims.path("preferred_username").asText()).isEqualTo("bidder1");
        assertThat(claims.at("/realm_access/roles").toString()).isEqualTo("[\"buyer\"]");
        assertThat(claims.path("iss").asText()).isEqualTo(Stack.get().realm());
    }

    @Test
    void shows_what_was_published() throws Exception {
        var id = UUID.randomUUID().toString();
        var record = new ProducerRecord<>("kit.events", "key", "{\"n\":1}".getBytes(UTF_8));
        record.headers().add("ce_type", "ecomauction.Tried".getBytes(UTF_8));
        record.headers().add("ce_id", id.getBytes(UTF_8));

        try (var producer =
                        new KafkaProducer<>(
                                Map.<String, Object>of("bootstrap.servers", Stack.get().kafka()),
                                new StringSerializer(),
                                new ByteArraySerializer());
                var events = Events.on("kit.events")) {
            producer.send(record).get();

            var event = events.await("Tried", tried -> tried.id().equals(id));
            assertThat(event.body().path("n").asInt()).isEqualTo(1);
        }
    }

    @Test
    void shows_what_was_mailed() throws IOException {
        var subject = "Trial " + UUID.randomUUID();

        try (var smtp = new Socket(InetAddress.getLoopbackAddress(), Stack.get().port("smtp"));
                var out = new PrintWriter(smtp.getOutputStream(), true, UTF_8)) {
            out.print("HELO me\r\nMAIL FROM:<a@example.test>\r\nRCPT TO:<seller@example.test>\r\n");
            out.print("DATA\r\nSubject: " + subject + "\r\n\r\nHello\r\n.\r\nQUIT\r\n");
            out.flush();
            smtp.getInputStream().readAllBytes();
        }

        var mail = Mails.of("seller").await(one -> one.subject().equals(subject));
        assertThat(mail.source()).contains("Hello");
    }
}
