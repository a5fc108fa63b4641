package ecomauction.notification.deadletters;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What stands in a dead-letter topic.
///
/// @param topic where it was before it was buried
/// @param group who could not handle it
/// @param headers as they were before it was buried
/// @param deliveryId set if it is a message of ours rather than an event
record Burial(
        String topic,
        String group,
        String key,
        String eventId,
        String eventType,
        Map<String, String> headers,
        String payload,
        String cause,
        String partition,
        String offset,
        @Nullable UUID deliveryId) {}
