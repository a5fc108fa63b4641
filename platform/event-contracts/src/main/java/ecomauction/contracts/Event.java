package ecomauction.contracts;

import java.util.UUID;

/// A record on its way to a topic, with its CloudEvents attributes.
///
/// @param key the aggregate's id: the Kafka key and the CloudEvents `subject`
/// @param type the record's simple name; `ecomauction.` is put before it on the wire
/// @param sequence the aggregate's sequence; events of one decision share it
public record Event(
        UUID id,
        String topic,
        String source,
        String key,
        String type,
        long sequence,
        Object body) {}
