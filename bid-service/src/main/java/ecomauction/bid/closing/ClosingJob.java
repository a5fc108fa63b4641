package ecomauction.bid.closing;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/// Looks for lots whose time is up, often: the scheduler of Quarkus does so once a second at best.
@ApplicationScoped
class ClosingJob {

    private static final Logger LOG = Logger.getLogger(ClosingJob.class);

    private final AtomicBoolean busy = new AtomicBoolean();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final CloseLots closeLots;
    private final ClosingConfig config;
    private final MeterRegistry meters;
    private final Vertx vertx;

    ClosingJob(CloseLots closeLots, ClosingConfig config, MeterRegistry meters, Vertx vertx) {
        this.closeLots = closeLots;
        this.config = config;
        this.meters = meters;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent started) {
        vertx.setPeriodic(config.every().toMillis(), tick -> look());
    }

    void stop(@Observes ShutdownEvent stop) {
        stopped.set(true);
    }

    private void look() {
        if (stopped.get() || !busy.compareAndSet(false, true)) {
            return;
        }
        closeDueLots()
                .onTermination()
                .invoke(() -> busy.set(false))
                .subscribe()
                .with(
                        done -> {},
                        outage -> LOG.warnf("Lots wait for their end cause=%s", outage.toString()));
    }

    /// When many end at once they are closed on two connections: one decides while the other
    /// writes.
    private Uni<Void> closeDueLots() {
        return close().chain(closed ->
                closed < config.batch()
                        ? Uni.createFrom().voidItem()
                        : Uni.join()
                                .all(closeTheRest(), closeTheRest())
                                .andCollectFailures()
                                .replaceWithVoid());
    }

    private Uni<Void> closeTheRest() {
        return Multi.createBy()
                .repeating()
                .uni(this::close)
                .whilst(closed -> closed == config.batch())
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Integer> close() {
        return closeLots.handle().invoke(closed -> meters.counter("lots.closed").increment(closed));
    }
}
