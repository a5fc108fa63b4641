package ecomauction.bid.live;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class HeartbeatJob {

    private final LiveLots lots;

    HeartbeatJob(LiveLots lots) {
        this.lots = lots;
    }

    @Scheduled(every = "15s", identity = "live-heartbeat")
    void beat() {
        lots.heartbeat();
    }
}
