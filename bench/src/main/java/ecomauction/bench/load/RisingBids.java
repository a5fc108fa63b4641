package ecomauction.bench.load;

import ecomauction.bench.load.BidClient.Bid;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/// Bids on some lots by some bidders, both at random. Maxima rise with each bid on a lot, so that
/// nearly all are accepted. For one thread.
final class RisingBids {

    /// Wide enough that a bid that is overtaken by one neighbour still counts.
    private static final long STEP = 20;

    private final List<UUID> lots;
    private final List<String> tokens;
    private final long[] maxima;

    RisingBids(List<UUID> lots, List<String> tokens) {
        this.lots = lots;
        this.tokens = tokens;
        this.maxima = new long[lots.size()];
    }

    Bid next() {
        var random = ThreadLocalRandom.current();
        var lot = random.nextInt(lots.size());
        maxima[lot] += STEP;
        return Bid.of(
                lot,
                lots.get(lot),
                tokens.get(random.nextInt(tokens.size())),
                new UUID(random.nextLong(), random.nextLong()).toString(),
                1_000 + maxima[lot]);
    }
}
