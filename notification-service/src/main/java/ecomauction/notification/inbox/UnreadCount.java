package ecomauction.notification.inbox;

/// How many notices are left to read.
record UnreadCount(long unread) {}
