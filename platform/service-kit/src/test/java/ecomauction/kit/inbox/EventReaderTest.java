package ecomauction.kit.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import ecomauction.contracts.Topics;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {

    private final EventReader reader = new EventReader(new ObjectMapper());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"revision\":\"4711 and more\"}",
                "{\"revision\":4711 4711}",
                "4711",
                "\"4711\"",
            })
    void says_where_an_event_is_wrong_and_never_what_stands_there(String body) {
        var message = message(body);
        message.headers().add("ce_type", "ecomauction.AuctionCancelled".getBytes(UTF_8));
        message.headers().add("ce_id", UUID.randomUUID().toString().getBytes(UTF_8));
        message.headers().add("ce_sequence", "1".getBytes(UTF_8));

        assertThatThrownBy(() -> reader.read(message, Topics.AUCTION_EVENTS))
                .hasMessageContaining("Not a AuctionCancelled, line: 1, column: ")
                .hasMessageNotContaining("4711")
                .hasNoCause();
    }

    @Test
    void says_so_of_an_envelope_as_well() {
        var message = message("{4711");
        message.headers().add("content-type", "application/cloudevents+json".getBytes(UTF_8));

        assertThatThrownBy(() -> reader.read(message, Topics.AUCTION_EVENTS))
                .hasMessageContaining("Not a CloudEvent, line: 1, column: ")
                .hasMessageNotContaining("4711")
                .hasNoCause();
    }

    private static ConsumerRecord<String, byte[]> message(String body) {
        return new ConsumerRecord<>("auction.events", 0, 0, "key", body.getBytes(UTF_8));
    }
}
