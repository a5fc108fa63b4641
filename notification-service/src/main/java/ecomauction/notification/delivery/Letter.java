package ecomauction.notification.delivery;

/// A mail, written out.
record Letter(String subject, String text, String html) {}
