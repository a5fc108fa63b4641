package ecomauction.bid.closing;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/// Every replica measures the same: take the maximum over them.
@ApplicationScoped
class DueJob {

    private static final Logger LOG = Logger.getLogger(DueJob.class);

    private final CountDue countDue;
    private final AtomicLong soon = new AtomicLong();
    private final AtomicLong late = new AtomicLong();

    DueJob(CountDue countDue, MeterRegistry meters) {
        this.countDue = countDue;
        meters.gauge("auctions.closing.next.5m", soon);
        meters.gauge("auctions.closing.late", late);
    }

    @Scheduled(
            every = "5s",
            concurrentExecution = ConcurrentExecution.SKIP,
            identity = "count-due-lots")
    Uni<Void> measure() {
        return countDue.handle()
                .invoke(due -> {
                    soon.set(due.soon());
                    late.set(due.late());
                })
                .replaceWithVoid()
                .onFailure()
                .recoverWithItem(DueJob::tryLater);
    }

    private static Void tryLater(Throwable outage) {
        LOG.warnf("Lots that are due are not counted for now cause=%s", outage.toString());
        return null;
    }
}
