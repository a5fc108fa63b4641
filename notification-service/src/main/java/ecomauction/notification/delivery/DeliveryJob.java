package ecomauction.notification.delivery;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/// Keeps the workers going, each with one mail at a time. A round ends when nothing more is due or
/// somebody cannot be reached.
@ApplicationScoped
class DeliveryJob {

    private static final Logger LOG = Logger.getLogger(DeliveryJob.class);

    private final DeliverNext deliverNext;
    private final DeliverySettings settings;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final Semaphore inFlight = new Semaphore(1);

    DeliveryJob(DeliverNext deliverNext, DeliverySettings settings) {
        this.deliverNext = deliverNext;
        this.settings = settings;
    }

    @Scheduled(
            every = "1s",
            identity = "deliver-mails",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> deliver() {
        if (!inFlight.tryAcquire()) {
            return Uni.createFrom().voidItem();
        }
        var workers = IntStream.range(0, settings.workers()).mapToObj(number -> work()).toList();
        return Uni.join()
                .all(workers)
                .andCollectFailures()
                .replaceWithVoid()
                .eventually(() -> inFlight.release());
    }

    private Uni<Void> work() {
        return Uni.createFrom()
                .deferred(this::next)
                .repeat()
                .whilst(DeliverNext.Progress.DONE::equals)
                .collect()
                .last()
                .replaceWithVoid()
                .onFailure()
                .recoverWithItem(DeliveryJob::goOnLater);
    }

    private Uni<DeliverNext.Progress> next() {
        return stopping.get()
                ? Uni.createFrom().item(DeliverNext.Progress.IDLE)
                : deliverNext.handle();
    }

    /// A mail that is leaving is waited for: it must be noted as sent before the pool closes.
    void stop(@Observes ShutdownEvent shutdown) throws InterruptedException {
        stopping.set(true);
        if (!inFlight.tryAcquire(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn("Stopped while mails were leaving; their leases end soon");
        }
    }

    private static Void goOnLater(Throwable outage) {
        LOG.warnf("No mail leaves for now cause=%s", outage.toString());
        return null;
    }
}
