package ecomauction.notification.inbox;

import ecomauction.kit.http.Cursor;
import ecomauction.kit.http.Page;
import ecomauction.notification.inbox.Inboxes.Listed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// @param unread how many unread notices there are in all, at the same moment as the items
record InboxPage(List<InboxItem> items, @Nullable String next, long unread) {

    static InboxPage of(Listed listed, int limit) {
        var page = Page.of(listed.items(), limit, item -> Cursor.at(item.id()));
        return new InboxPage(page.items(), page.next(), listed.unread());
    }
}
