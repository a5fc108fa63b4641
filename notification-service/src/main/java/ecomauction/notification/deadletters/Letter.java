package ecomauction.notification.deadletters;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A dead letter, whole.
///
/// @param deliveryId set if it is a message of ours rather than an event
record Letter(
        Summary summary, Map<String, String> headers, String payload, @Nullable UUID deliveryId) {

    @Schema(name = "DeadLetterState")
    enum State {
        OPEN,
        REPLAYED,
        DISCARDED
    }

    /// @param topic where it was before it was buried, and where a replay puts it
    /// @param group who could not handle it
    @Schema(name = "DeadLetterSummary")
    record Summary(
            UUID id,
            String topic,
            String group,
            String key,
            String eventId,
            String eventType,
            String cause,
            State state,
            Instant at) {}
}
