package ecomauction.kit.tx;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Tells an outage, which passes, from a mistake, which does not.
public final class Outage {

    private Outage() {}

    public static boolean isCauseOf(@Nullable Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PgException refused) {
                return passes(refused.getSqlState());
            }
            if (cause instanceof JsonProcessingException) {
                // An IOException by birth, yet it never passes.
                return false;
            }
            if (cause instanceof IOException
                    || cause instanceof TimeoutException
                    || cause instanceof VertxException
                    // Vert.x reports an exhausted pool and a lost connection without a type of
                    // their own.
                    || cause.getClass().getSimpleName().equals("NoStackTraceThrowable")) {
                return true;
            }
        }
        return false;
    }

    /// Classes of SQLSTATE: connection, resources, operator intervention, lock time-out, deadlock,
    /// serialization, disk.
    private static boolean passes(@Nullable String sqlState) {
        return sqlState != null
                && (sqlState.startsWith("08")
                        || sqlState.startsWith("53")
                        || sqlState.startsWith("57")
                        || sqlState.startsWith("58")
                        || sqlState.startsWith("40")
                        || sqlState.equals("55P03"));
    }
}
