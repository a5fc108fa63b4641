package ecomauction.kit.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// Reads CloudEvents into the records of a topic. Ours come in binary mode, attributes in headers;
/// who feeds a topic from elsewhere may use structured mode, all in one JSON object.
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
        var event = isStructured(message) ? structured(message) : binary(message);
        for (var known : topic.types()) {
            if (event.type().equals("ecomauction." + known.getSimpleName())) {
                return Optional.of(
                        new Delivered<>(
                                event.id(),
                                message.key(),
                                event.sequence(),
                                event.trace(),
                                event.body(json, known)));
            }
        }
        return Optional.empty();
    }

    private static boolean isStructured(ConsumerRecord<String, byte[]> message) {
        var contentType = message.headers().lastHeader("content-type");
        return contentType != null
                && new String(contentType.value(), UTF_8)
                        .toLowerCase(Locale.ROOT)
                        .startsWith("application/cloudevents+json");
    }

    private static CloudEvent binary(ConsumerRecord<String, byte[]> message) {
        return new CloudEvent(
                header(message, "ce_type"),
                UUID.fromString(header(message, "ce_id")),
                Long.parseLong(header(message, "ce_sequence")),
                TraceOfEvents.of(message),
                message.value());
    }

    private CloudEvent structured(ConsumerRecord<String, byte[]> message) {
        try {
            var event = json.readTree(message.value());
            var trace = event.path("traceparent").textValue();
            return new CloudEvent(
                    attribute(event, "type"),
                    UUID.fromString(attribute(event, "id")),
                    Long.parseLong(attribute(event, "sequence")),
                    trace == null ? TraceOfEvents.of(message) : trace,
                    event.has("data_base64")
                            ? event.path("data_base64").binaryValue()
                            : json.writeValueAsBytes(event.path("data")));
        } catch (IOException malformed) {
            throw unreadable("CloudEvent", malformed);
        }
    }

    private static String header(ConsumerRecord<String, byte[]> message, String name) {
        var header = message.headers().lastHeader(name);
        if (header == null) {
            throw new IllegalArgumentException("No header " + name);
        }
        return new String(header.value(), UTF_8);
    }

    private static String attribute(JsonNode event, String name) {
        var attribute = event.path(name);
        if (!attribute.isValueNode() || attribute.isNull()) {
            throw new IllegalArgumentException("No attribute " + name);
        }
        return attribute.asText();
    }

    /// Where, but not what: this is logged, and the parser's own words quote what it read.
    private static IllegalArgumentException unreadable(String kind, IOException malformed) {
        var where =
                malformed instanceof JsonProcessingException parser && parser.getLocation() != null
                        ? ", " + parser.getLocation().offsetDescription()
                        : "";
        return new IllegalArgumentException("Not a " + kind + where);
    }

    private record CloudEvent(
            String type, UUID id, long sequence, @Nullable String trace, byte[] data) {

        <E> E body(ObjectMapper json, Class<? extends E> as) {
            try {
                E body = json.readValue(data, as);
                if (body == null) {
                    throw new IllegalArgumentException("No data in a " + as.getSimpleName());
                }
                return body;
            } catch (IOException malformed) {
                throw unreadable(as.getSimpleName(), malformed);
            }
        }
    }
}
