package ecomauction.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import ecomauction.contracts.Topic;
import ecomauction.contracts.Topics;
import ecomauction.contracts.UuidV7;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ContractIT {

    private static final Path SAMPLES =
            Path.of("../platform/event-contracts/src/main/resources/samples");

    @Test
    void every_sample_of_what_is_read_here_is_handled() throws IOException {
        var events = new ArrayList<UUID>();

        try (var publisher = new Publisher()) {
            for (var topic : Topics.ALL) {
                for (var sample : samplesOf(topic)) {
                    events.add(send(publisher, topic, sample));
                }
            }
        }

        Database.awaitHandled(events);
        assertThat(events).hasSizeGreaterThan(20);
        assertThat(
                        Database.count(
                                "SELECT count(*) FROM dead_letter WHERE event_id = ANY($1)",
                                (Object)
                                        events.stream().map(UUID::toString).toArray(String[]::new)))
                .isZero();
    }

    private static List<Path> samplesOf(Topic<?> topic) throws IOException {
        var types = topic.types().stream().map(Class::getSimpleName).toList();
        try (var files = Files.walk(SAMPLES)) {
            return files.filter(file -> types.contains(typeOf(file))).sorted().toList();
        }
    }

    private static String typeOf(Path sample) {
        var name = sample.getFileName().toString();
        return name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
    }

    private static UUID send(Publisher publisher, Topic<?> topic, Path sample) throws IOException {
        var id = UuidV7.next();
        var body = Files.readAllBytes(sample);
        var key = new ObjectMapper().readTree(body).path("auctionId").asText("USD");
        publisher.send(
                topic.name(),
                key,
                Map.of(
                        "ce_id",
                        id.toString(),
                        "ce_type",
                        "ecomauction." + typeOf(sample),
                        "ce_sequence",
                        "1"),
                body);
        return id;
    }
}
