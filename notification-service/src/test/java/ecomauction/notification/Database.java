package ecomauction.notification;

import ecomauction.testkit.Stack;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// What the service's database says, for tests that wait until nothing more will happen.
final class Database {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// Not the service's own, which may be another process.
    private static final Pool POOL =
            PgBuilder.pool()
                    .connectingTo(Stack.get().postgres("notification", "notification"))
                    .build();

    private Database() {}

    static void awaitHandled(List<UUID> events) {
        await(
                "SELECT count(*) = $2 FROM inbox WHERE event_id = ANY($1)",
                Tuple.of(events.toArray(UUID[]::new), (long) events.size()));
    }

    static void awaitDecided(UUID auctionId) {
        await(
                "SELECT NOT EXISTS (SELECT FROM agenda WHERE auction_id = $1 AND NOT done"
                        + " AND (key <> 'ending-soon' OR due_at < now()))",
                Tuple.of(auctionId));
    }

    static void awaitSent(UUID auctionId) {
        await(
                "SELECT NOT EXISTS (SELECT FROM delivery d JOIN notice n ON n.id = d.notice_id"
                        + " WHERE n.news LIKE '%' || $1 || '%' AND d.state IN ('QUEUED', 'SENDING'))",
                Tuple.of(auctionId.toString()));
    }

    /// Tries are counted where they are noted: by the time of the last.
    static void awaitTries(String titles, int tries) {
        var last =
                "SELECT max(changed_at)::text FROM delivery d JOIN notice n"
                        + " ON n.id = d.notice_id WHERE n.news LIKE $1 AND d.last_error IS NOT NULL";
        var seen = "";
        for (int i = 0; i < tries; ) {
            var now = text(last, titles);
            if (!now.equals(seen)) {
                seen = now;
                i++;
            }
            pause();
        }
    }

    private static String text(String sql, Object... parameters) {
        return String.valueOf(
                POOL.preparedQuery(sql)
                        .execute(Tuple.tuple(List.of(parameters)))
                        .await()
                        .atMost(PATIENCE)
                        .iterator()
                        .next()
                        .getString(0));
    }

    static void awaitTrue(String sql, Object... parameters) {
        await(sql, Tuple.tuple(List.of(parameters)));
    }

    static long count(String sql, Object... parameters) {
        return POOL.preparedQuery(sql)
                .execute(Tuple.tuple(List.of(parameters)))
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next()
                .getLong(0);
    }

    static void execute(String sql, Object... parameters) {
        POOL.preparedQuery(sql).execute(Tuple.tuple(List.of(parameters))).await().atMost(PATIENCE);
    }

    private static void await(String sql, Tuple parameters) {
        var deadline = Instant.now().plus(PATIENCE);
        while (!POOL.preparedQuery(sql)
                .execute(parameters)
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next()
                .getBoolean(0)) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("never true: " + sql + " of " + parameters.deepToString());
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
