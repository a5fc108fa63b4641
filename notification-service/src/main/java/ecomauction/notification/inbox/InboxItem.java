package ecomauction.notification.inbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import ecomauction.notification.notices.News;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A notice as its reader sees it.
///
/// @param headline one line for a list
/// @param news what happened: `kind` and what belongs to it
@JsonInclude(JsonInclude.Include.NON_NULL)
record InboxItem(UUID id, Instant at, @Nullable Instant readAt, String headline, News news) {

    static InboxItem of(UUID id, Instant at, @Nullable Instant readAt, News news) {
        return new InboxItem(id, at, readAt, news.subject(), news);
    }
}
