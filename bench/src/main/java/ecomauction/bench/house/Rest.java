package ecomauction.bench.house;

import java.time.Duration;

/// Waits, for what cannot be asked to call back.
public final class Rest {

    private Rest() {}

    public static void of(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
