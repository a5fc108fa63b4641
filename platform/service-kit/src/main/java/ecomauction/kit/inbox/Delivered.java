package ecomauction.kit.inbox;

import java.util.UUID;

/// An event that reached this service, with what its CloudEvents headers say.
public record Delivered<E>(UUID id, String key, long sequence, E body) {}
