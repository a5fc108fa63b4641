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

    private Uni<Void> closeDueLots() {
        return Multi.createBy()
                .repeating()
                .uni(closeLots::handle)
                .whilst(closed -> closed == config.batch())
                .onItem()
                .invoke(closed -> meters.counter("lots.closed").increment(closed))
                .collect()
                .last()
                .replaceWithVoid();
    }
}
