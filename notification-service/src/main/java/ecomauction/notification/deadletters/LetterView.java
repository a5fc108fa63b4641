package ecomauction.notification.deadletters;

import ecomauction.notification.deadletters.Acts.Act;
import ecomauction.notification.deadletters.Letter.State;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A dead letter with everything that helps to judge it.
///
/// @param payload as it was published; it may be anything
/// @param acts what was done about it, oldest first
@Schema(name = "DeadLetter")
record LetterView(
        UUID id,
        String topic,
        String group,
        String key,
        String eventId,
        String eventType,
        String cause,
        State state,
        Instant at,
        Map<String, String> headers,
        String payload,
        List<Act> acts) {

    static LetterView of(Letter letter, List<Act> acts) {
        var summary = letter.summary();
        return new LetterView(
                summary.id(),
                summary.topic(),
                summary.group(),
                summary.key(),
                summary.eventId(),
                summary.eventType(),
                summary.cause(),
                summary.state(),
                summary.at(),
                letter.headers(),
                letter.payload(),
                acts);
    }
}
