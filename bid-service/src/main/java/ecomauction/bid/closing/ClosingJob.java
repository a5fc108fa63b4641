package ecomauction.bid.closing;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class ClosingJob {

    private final CloseLots closeLots;
    private final ClosingConfig config;
    private final MeterRegistry meters;

    ClosingJob(CloseLots closeLots, ClosingConfig config, MeterRegistry meters) {
        this.closeLots = closeLots;
        this.config = config;
        this.meters = meters;
    }

    @Scheduled(
            every = "0.25s",
            concurrentExecution = ConcurrentExecution.SKIP,
            identity = "closing")
    Uni<Void> closeDueLots() {
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
