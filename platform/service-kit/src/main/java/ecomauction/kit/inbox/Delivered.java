package ecomauction.kit.inbox;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An event that reached this service, with what its CloudEvents headers say.
///
/// @param trace W3C's `traceparent` of whoever published it
public record Delivered<E>(UUID id, String key, long sequence, @Nullable String trace, E body) {}
