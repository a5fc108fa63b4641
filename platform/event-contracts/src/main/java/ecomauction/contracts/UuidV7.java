package ecomauction.contracts;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/// Time-ordered identifiers (RFC 9562, version 7), so that indexes grow at their end.
public final class UuidV7 {

    private UuidV7() {}

    public static UUID next() {
        var random = ThreadLocalRandom.current();
        long high = (System.currentTimeMillis() << 16) | 0x7000L | random.nextInt(0x1000);
        long low = 0x8000000000000000L | (random.nextLong() >>> 2);
        return new UUID(high, low);
    }
}
