package ecomauction.kit.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import ecomauction.contracts.Money;
import ecomauction.contracts.Topic;
import ecomauction.contracts.auction.AuctionEvent;
import ecomauction.contracts.auction.AuctionTerms;
import ecomauction.contracts.bid.BidEvent;
import ecomauction.contracts.bid.PrivateBidEvent;
import ecomauction.contracts.ops.OpsEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Reads CloudEvents in binary mode into the records of a topic.
@RegisterForReflection(
        targets = {
            AuctionEvent.class,
            AuctionTerms.class,
            BidEvent.class,
            PrivateBidEvent.class,
            OpsEvent.class,
            Money.class
        },
        ignoreNested = false)
class EventReader {

    private final ObjectMapper json;

    EventReader(ObjectMapper json) {
        // What newer producers add must not stop older readers.
        this.json = json.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    /// Empty for a type that this service does not know: newer producers may publish it.
    <E> Optional<Delivered<E>> read(ConsumerRecord<String, byte[]> message, Topic<E> topic) {
        var type = header(message, "ce_type");
        for (var known : topic.types()) {
            if (type.equals("ecomauction." + known.getSimpleName())) {
                return Optional.of(
                        new Delivered<>(
                                UUID.fromString(header(message, "ce_id")),
                                message.key(),
                                Long.parseLong(header(message, "ce_sequence")),
                                TraceOfEvents.of(message),
                                body(message, known)));
            }
        }
        return Optional.empty();
    }

    private <E> E body(ConsumerRecord<String, byte[]> message, Class<? extends E> type) {
        try {
            return json.readValue(message.value(), type);
        } catch (IOException malformed) {
            throw new IllegalArgumentException("Not a " + type.getSimpleName(), malformed);
        }
    }

    private static String header(ConsumerRecord<String, byte[]> message, String name) {
        var header = message.headers().lastHeader(name);
        if (header == null) {
            throw new IllegalArgumentException("No header " + name);
        }
        return new String(header.value(), UTF_8);
    }
}
