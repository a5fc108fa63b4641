package ecomauction.notification.news;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

class TellJob {

    private static final Logger LOG = Logger.getLogger(TellJob.class);

    private final TellDue tellDue;

    TellJob(TellDue tellDue) {
        this.tellDue = tellDue;
    }

    @Scheduled(
            every = "1s",
            identity = "tell-what-is-due",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> tell() {
        return tellDue.handle()
                .repeat()
                .whilst(more -> more)
                .collect()
                .last()
                .replaceWithVoid()
                .onFailure()
                .recoverWithItem(TellJob::goOnLater);
    }

    private static Void goOnLater(Throwable outage) {
        LOG.warnf("Nothing is told for now cause=%s", outage.toString());
        return null;
    }
}
