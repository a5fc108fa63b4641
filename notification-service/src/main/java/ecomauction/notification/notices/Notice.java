package ecomauction.notification.notices;

/// News for one person.
///
/// @param key names what happened: nobody is told twice under one key
/// @param userId the subject of the person's token
public record Notice(String key, String userId, News news) {}
