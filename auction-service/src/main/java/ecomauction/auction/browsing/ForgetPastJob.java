package ecomauction.auction.browsing;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/// Nobody pages through a list of so long ago.
@ApplicationScoped
class ForgetPastJob {

    private final AuctionSearch search;

    ForgetPastJob(AuctionSearch search) {
        this.search = search;
    }

    @Scheduled(every = "1m", delayed = "1m", identity = "forget-past")
    Uni<Void> forget() {
        return search.forgetPast();
    }
}
