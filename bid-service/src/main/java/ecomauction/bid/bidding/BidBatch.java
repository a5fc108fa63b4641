package ecomauction.bid.bidding;

import static java.util.stream.Collectors.toMap;

import ecomauction.bid.bidding.BidAnswers.Known;
import ecomauction.bid.live.LiveLots;
import ecomauction.bid.lot.Lot;
import ecomauction.bid.lot.Lots;
import ecomauction.bid.lot.Lots.Candidate;
import ecomauction.bid.lot.UnknownLot;
import ecomauction.bid.rules.LotState.Status;
import ecomauction.kit.idempotency.Answer;
import ecomauction.kit.idempotency.Idempotency;
import ecomauction.kit.idempotency.Idempotency.Key;
import ecomauction.kit.idempotency.Idempotency.Stored;
import ecomauction.kit.outbox.OutboxRelay;
import ecomauction.kit.tx.Outage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Decides many bids in one transaction: group commit. Two round trips to the database, whatever
/// the number of bids.
///
/// The row locks alone make it right, with any number of replicas; the queues in front only make it
/// fast.
@ApplicationScoped
class BidBatch {

    private static final Logger LOG = Logger.getLogger(BidBatch.class);

    private final Lots lots;
    private final BidAnswers answers;
    private final Idempotency idempotency;
    private final OutboxRelay relay;
    private final LiveLots live;
    private final DistributionSummary sizes;
    private final Counter backwards;

    BidBatch(
            Lots lots,
            BidAnswers answers,
            Idempotency idempotency,
            OutboxRelay relay,
            LiveLots live,
            MeterRegistry meters) {
        this.lots = lots;
        this.answers = answers;
        this.idempotency = idempotency;
        this.relay = relay;
        this.live = live;
        this.sizes = meters.summary("bids.batch.size");
        this.backwards = meters.counter("clock.backwards");
    }

    /// Answers all bids, or fails in an outage: then nobody knows which were committed.
    Uni<Void> decide(SqlConnection connection, List<PendingBid> bids) {
        sizes.record(bids.size());
        return attempt(connection, bids)
                .onFailure(failure -> !Outage.isCauseOf(failure))
                .recoverWithUni(failure -> oneByOne(connection, bids, failure));
    }

    /// One bad bid must not fail its neighbours: each gets a transaction of its own.
    private Uni<Void> oneByOne(SqlConnection connection, List<PendingBid> bids, Throwable failure) {
        if (bids.size() == 1) {
            bids.getFirst().answer().completeExceptionally(failure);
            return Uni.createFrom().voidItem();
        }
        LOG.warnf("Batch is split size=%d cause=%s", bids.size(), failure.toString());
        return Multi.createFrom()
                .iterable(bids)
                .onItem()
                .transformToUniAndConcatenate(bid -> decide(connection, List.of(bid)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> attempt(SqlConnection connection, List<PendingBid> bids) {
        return prepare(connection, bids)
                .map(ready -> judge(ready, bids))
                .call(decided -> save(connection, decided))
                .invoke(this::answer)
                .replaceWithVoid()
                .onFailure()
                .call(failure -> rollback(connection));
    }

    /// Sent as one: the time is taken before the locks, everything else is read under them.
    private Uni<Ready> prepare(SqlConnection connection, List<PendingBid> bids) {
        var ids = bids.stream().map(PendingBid::auctionId).toList();
        var keys = bids.stream().map(PendingBid::key).filter(Objects::nonNull).toList();
        var bidders =
                bids.stream().map(b -> new Candidate(b.auctionId(), b.bidder().key())).toList();
        return Uni.combine()
                .all()
                .unis(
                        connection.query("BEGIN").execute(),
                        lots.now(connection),
                        lots.lock(connection, ids),
                        answers.find(connection, keys),
                        lots.findBidders(connection, bidders))
                .collectFailures()
                .with((begun, now, locked, known, rows) -> {
                    lots.introduce(locked, rows);
                    locked.values().forEach(lot -> checkClock(lot, now));
                    return new Ready(now, locked, known);
                });
    }

    /// The lot itself sees to it that time does not go back in it; somebody should look at the
    /// clock.
    private void checkClock(Lot lot, Instant now) {
        if (lot.lastAt().isAfter(now.plusSeconds(1))) {
            backwards.increment();
            LOG.warnf("The database's clock stepped back auctionId=%s", lot.id());
        }
    }

    private Decided judge(Ready ready, List<PendingBid> bids) {
        var given = new ArrayList<Stored>(bids.size());
        var kept = new LinkedHashMap<Key, Stored>();
        for (var bid : bids) {
            var repeated = bid.key() == null ? null : replay(bid.key(), ready.known());
            given.add(repeated == null ? judge(bid, ready, kept) : repeated);
        }
        return new Decided(bids, given, kept, ready.lots());
    }

    private @Nullable Stored replay(Key key, Map<UUID, Known> known) {
        var before = known.get(key.id());
        if (before == null) {
            return null;
        }
        var answer = before.replayFor(key);
        return answer == null ? idempotency.store(Answer.refused(Idempotency.reused())) : answer;
    }

    private Stored judge(PendingBid bid, Ready ready, Map<Key, Stored> kept) {
        var lot = ready.lots().get(bid.auctionId());
        if (lot == null) {
            return idempotency.store(Answer.refused(UnknownLot.problem()));
        }
        lot.follow(bid.trace());
        var outcome =
                lot.bid(bid.bidder(), bid.enteredBy(), bid.max(), bid.expectedSeq(), ready.now());
        var answer = idempotency.store(BidAnswer.of(lot, outcome, ready.now()));
        if (bid.key() != null && !mayChange(lot, ready.now())) {
            kept.put(bid.key(), answer);
            // The same key twice in one batch is one bid.
            ready.known().put(bid.key().id(), new Known(bid.key().requestHash(), answer));
        }
        return answer;
    }

    /// A refusal while the lot is closing is not final: a bid received in time may still extend it.
    private static boolean mayChange(Lot lot, Instant now) {
        return lot.state().status() == Status.OPEN && !now.isBefore(lot.state().endsAt());
    }

    /// A COMMIT after a failed statement rolls back without a word, so each statement's own result
    /// counts.
    private Uni<Void> save(SqlConnection connection, Decided decided) {
        return Uni.join()
                .all(
                        lots.save(connection, decided.lots().values()),
                        answers.insert(connection, decided.kept()),
                        connection.query("COMMIT").execute().replaceWithVoid())
                .andCollectFailures()
                .replaceWithVoid();
    }

    private void answer(Decided decided) {
        relay.wake();
        live.hint(newest(decided.lots().values()));
        for (int i = 0; i < decided.bids().size(); i++) {
            decided.bids().get(i).answer().complete(decided.given().get(i));
        }
    }

    private static Map<UUID, Long> newest(Collection<Lot> lots) {
        return lots.stream().collect(toMap(Lot::id, Lot::seq));
    }

    private static Uni<Void> rollback(SqlConnection connection) {
        return connection
                .query("ROLLBACK")
                .execute()
                .replaceWithVoid()
                .onFailure()
                .recoverWithNull();
    }

    private record Ready(Instant now, Map<UUID, Lot> lots, Map<UUID, Known> known) {}

    private record Decided(
            List<PendingBid> bids,
            List<Stored> given,
            Map<Key, Stored> kept,
            Map<UUID, Lot> lots) {}
}
