package ecomauction.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// A span as a service tells a collector, in OpenTelemetry's `ExportTraceServiceRequest`. Of that
/// only what tests ask for is read, by the numbers that its fields have in `trace.proto`.
record Span(String service, String trace, String id, String parent, String name, Kind kind) {

    /// In the order of their numbers there.
    enum Kind {
        UNSPECIFIED,
        INTERNAL,
        SERVER,
        CLIENT,
        PRODUCER,
        CONSUMER
    }

    static List<Span> in(byte[] export) throws InvalidProtocolBufferException {
        var spans = new ArrayList<Span>();
        for (var resource : messages(1, UnknownFieldSet.parseFrom(export))) {
            var service = service(resource);
            for (var scope : messages(2, resource)) {
                for (var span : messages(2, scope)) {
                    spans.add(of(service, span));
                }
            }
        }
        return spans;
    }

    private static String service(UnknownFieldSet resource) throws InvalidProtocolBufferException {
        for (var attributes : messages(1, resource)) {
            for (var attribute : messages(1, attributes)) {
                if (text(1, attribute).equals("service.name")) {
                    return text(1, messages(2, attribute).getFirst());
                }
            }
        }
        throw new IllegalArgumentException("Nobody's spans: " + resource);
    }

    private static Span of(String service, UnknownFieldSet span) {
        var kind = span.getField(6).getVarintList().getFirst().intValue();
        return new Span(
                service,
                hex(1, span),
                hex(2, span),
                hex(4, span),
                text(5, span),
                Kind.values()[kind]);
    }

    private static List<UnknownFieldSet> messages(int field, UnknownFieldSet message)
            throws InvalidProtocolBufferException {
        var messages = new ArrayList<UnknownFieldSet>();
        for (var bytes : message.getField(field).getLengthDelimitedList()) {
            messages.add(UnknownFieldSet.parseFrom(bytes));
        }
        return messages;
    }

    private static String text(int field, UnknownFieldSet message) {
        return bytes(field, message).toString(UTF_8);
    }

    private static String hex(int field, UnknownFieldSet message) {
        return HexFormat.of().formatHex(bytes(field, message).toByteArray());
    }

    /// What is empty is left out.
    private static ByteString bytes(int field, UnknownFieldSet message) {
        var values = message.getField(field).getLengthDelimitedList();
        return values.isEmpty() ? ByteString.EMPTY : values.getFirst();
    }
}
