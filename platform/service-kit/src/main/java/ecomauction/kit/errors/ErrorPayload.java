package ecomauction.kit.errors;

import org.jspecify.annotations.Nullable;

/// What is being handled while an error is logged: it goes into the report, masked, and never into
/// the log.
public final class ErrorPayload {

    private static final ThreadLocal<@Nullable String> CURRENT = new ThreadLocal<>();

    private ErrorPayload() {}

    /// For whatever `log` logs.
    public static void during(@Nullable String payload, Runnable log) {
        CURRENT.set(payload);
        try {
            log.run();
        } finally {
            CURRENT.remove();
        }
    }

    static @Nullable String current() {
        return CURRENT.get();
    }
}
