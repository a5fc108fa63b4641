package ecomauction.kit.outbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Brings committed events to Kafka, in order, and deletes what Kafka has acknowledged.
///
/// One relay works at a time, whatever the number of replicas: it holds an advisory lock on a
/// connection of its own, and does all its work on that connection, so a relay that loses the
/// connection has lost the right to work. Killed between acknowledgement and deletion it sends
/// again; the inbox of each consumer sees to that.
@ApplicationScoped
public class OutboxRelay {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);

    /// Transactions; one may hold some hundred events.
    private static final int BATCH = 32;

    private static final long LOCK = 0x6f7574626f78L;
    private static final Duration DATABASE_LIMIT = Duration.ofSeconds(30);

    /// The table is nearly empty, yet full of rows that were just deleted: reading it as a whole,
    /// which looks cheap to the planner, took PostgreSQL more than twice as long as the statements
    /// of the bids that wrote it. Planning each deletion anew took longer than deleting.
    ///
    /// A deletion that is lost in a crash of the database means that some events are sent again, as
    /// after a crash of ours: not worth waiting for the disk each time.
    private static final String SETTINGS =
            """
            SET enable_seqscan = off; SET enable_bitmapscan = off; SET plan_cache_mode = force_generic_plan;
            SET synchronous_commit = off
            """;

    private static final String LIKE_ANY_OTHER =
            """
            SELECT pg_advisory_unlock_all();
            RESET enable_seqscan; RESET enable_bitmapscan; RESET plan_cache_mode; RESET synchronous_commit
            """;

    /// Only what other replicas committed waits for this; own commits wake the relay. The longer
    /// nothing comes, the less often it asks.
    private static final long POLL_MILLIS = 20;

    private static final long QUIET_POLL_MILLIS = 80;

    /// What is committed meanwhile goes together: a round costs the database, the broker and us
    /// much the same, whatever it holds.
    private static final long ROUND_NANOS = 7_000_000;

    private static final long STANDBY_MILLIS = 500;

    private final Pool pool;
    private final ObjectMapper json;
    private final Map<String, Object> kafka;
    private final Semaphore wake = new Semaphore(0);
    private final Thread worker = new Thread(this::work, "outbox-relay");

    private volatile boolean stopping;
    private volatile @Nullable Instant oldestPending;

    OutboxRelay(
            Pool pool,
            ObjectMapper json,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            MeterRegistry meters) {
        this.pool = pool;
        this.json = json;
        this.kafka = kafka;
        meters.gauge("outbox.lag.seconds", this, OutboxRelay::lagSeconds);
    }

    void start(@Observes StartupEvent started) {
        worker.setDaemon(true);
        worker.start();
    }

    void stop(@Observes ShutdownEvent stop) throws InterruptedException {
        stopping = true;
        wake.release();
        worker.join(5_000);
    }

    /// Something was committed.
    public void wake() {
        if (wake.availablePermits() == 0) {
            wake.release();
        }
    }

    /// Age of the oldest event not yet in Kafka, as this replica knows; 0 on those that stand by.
    private double lagSeconds() {
        var oldest = oldestPending;
        return oldest == null ? 0 : Duration.between(oldest, Instant.now()).toMillis() / 1000.0;
    }

    private void work() {
        while (!stopping) {
            try (var sender = new OutboxSender(kafka, json)) {
                relayUntilDisconnected(sender);
            } catch (RuntimeException | ExecutionException outage) {
                LOG.warnf("Relay starts anew cause=%s", outage.toString());
                rest(STANDBY_MILLIS);
            } catch (InterruptedException stop) {
                return;
            }
        }
    }

    private void relayUntilDisconnected(OutboxSender sender)
            throws ExecutionException, InterruptedException {
        var connection = pool.getConnection().await().atMost(DATABASE_LIMIT);
        try {
            while (!stopping && !tryLock(connection)) {
                oldestPending = null;
                rest(STANDBY_MILLIS);
            }
            connection.query(SETTINGS).executeAndAwait();
            relay(connection, sender);
        } finally {
            // The connection may go back to the pool: without the lock, and like any other.
            connection.getDelegate().query(LIKE_ANY_OTHER).execute();
            connection.closeAndForget();
        }
    }

    private static boolean tryLock(SqlConnection connection) {
        return connection
                .preparedQuery("SELECT pg_try_advisory_lock($1)")
                .execute(Tuple.of(LOCK))
                .map(rows -> rows.iterator().next().getBoolean(0))
                .await()
                .atMost(DATABASE_LIMIT);
    }

    private void relay(SqlConnection connection, OutboxSender sender)
            throws ExecutionException, InterruptedException {
        var floor = new OutboxFloor();
        var sent = List.<Long>of();
        var pause = POLL_MILLIS;
        while (!stopping) {
            var began = System.nanoTime();
            var rows = deleteAndRead(connection, sent, floor.now()).await().atMost(DATABASE_LIMIT);
            oldestPending = rows.size() == 0 ? null : createdAt(rows.iterator().next());
            sent = sender.send(rows);
            oldestPending = null;
            if (sent.isEmpty()) {
                rest(pause);
                pause = Math.min(2 * pause, QUIET_POLL_MILLIS);
            } else {
                pause = POLL_MILLIS;
                floor.passed(sent.getLast());
                LockSupport.parkNanos(began + ROUND_NANOS - System.nanoTime());
            }
        }
        delete(connection, sent).await().atMost(DATABASE_LIMIT);
    }

    private static Instant createdAt(Row row) {
        return row.getOffsetDateTime("created_at").toInstant();
    }

    /// In one statement: two of them cost PostgreSQL two transactions. It sees what it deletes, as
    /// all of a statement sees the same.
    private static Uni<RowSet<Row>> deleteAndRead(
            SqlConnection connection, List<Long> sent, long floor) {
        return connection
                .preparedQuery(
                        "WITH gone AS (DELETE FROM outbox WHERE id = ANY($1))"
                                + " SELECT id, topics, keys, headers, payloads, created_at FROM outbox"
                                + " WHERE id > $2 AND id <> ALL($1) ORDER BY id LIMIT "
                                + BATCH)
                .execute(Tuple.of(sent.toArray(Long[]::new), floor));
    }

    private static Uni<Void> delete(SqlConnection connection, List<Long> ids) {
        return connection
                .preparedQuery("DELETE FROM outbox WHERE id = ANY($1)")
                .execute(Tuple.of(ids.toArray(Long[]::new)))
                .replaceWithVoid();
    }

    private void rest(long millis) {
        try {
            if (wake.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
                wake.drainPermits();
            }
        } catch (InterruptedException stop) {
            stopping = true;
        }
    }
}
