package ecomauction.contracts;

import java.util.List;

/// A topic with its owner and all the records that may be on it.
public record Topic<E>(String name, String source, List<Class<? extends E>> types) {

    public Event event(Object key, long sequence, E body) {
        return new Event(
                UuidV7.next(),
                name,
                source,
                key.toString(),
                body.getClass().getSimpleName(),
                sequence,
                body);
    }
}
