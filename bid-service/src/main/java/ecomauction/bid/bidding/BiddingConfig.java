package ecomauction.bid.bidding;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How bids are batched.
@ConfigMapping(prefix = "ecomauction.bidding")
interface BiddingConfig {

    /// Queues with a connection each; more than cores only makes the batches smaller.
    @WithDefault("2")
    int shards();

    /// Most bids in one transaction.
    @WithDefault("256")
    int batch();

    /// Most bids that wait in one queue; the next one gets 503.
    @WithDefault("4096")
    int queue();

    /// How long a bid waits for the database before its caller gets 503.
    @WithDefault("15s")
    Duration patience();

    /// How long a batch waits for a lot that another transaction holds. Shorter than the drain at
    /// the end of a lot.
    @WithDefault("2s")
    Duration lockTimeout();
}
