package ecomauction.bid.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import ecomauction.bid.history.BidLog;
import ecomauction.bid.history.LogLine;
import ecomauction.bid.lot.LotView;
import ecomauction.bid.lot.SharedReads;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Context;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Who watches which lot on this replica. What happened is read from the log, in order and without
/// gaps; own commits, and events from Kafka for those of others, only say when to look. All state
/// belongs to one context, so there are no locks.
@ApplicationScoped
public class LiveLots {

    private static final Logger LOG = Logger.getLogger(LiveLots.class);

    /// At most ten updates a second and lot: more than eyes can follow, and each costs once per
    /// watcher.
    private static final long CONFLATE_MILLIS = 100;

    /// Whoever is farther behind gets a snapshot instead.
    private static final int MOST_DECISIONS = 200;

    private final SharedReads reads;
    private final BidLog log;
    private final ObjectMapper json;
    private final Vertx vertx;
    private final Context context;

    /// Changed on the context alone; whether there are any is asked from elsewhere.
    private final Map<UUID, Audience> audiences = new ConcurrentHashMap<>();

    LiveLots(SharedReads reads, BidLog log, ObjectMapper json, Vertx vertx) {
        this.reads = reads;
        this.log = log;
        this.json = json;
        this.vertx = vertx;
        this.context =
                new Context(VertxContext.getRootContext(vertx.getDelegate().getOrCreateContext()));
    }

    /// The lot as it is now, by the database's clock.
    Uni<Optional<Frame>> snapshot(UUID auctionId) {
        return reads.read(auctionId)
                .map(seen -> seen.map(s -> LotView.of(s.lot(), s.at())).map(this::frame));
    }

    private Frame frame(LotView lot) {
        try {
            return Frame.of(lot, json.writeValueAsString(lot));
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("A lot is not writable as JSON", bug);
        }
    }

    /// Who has seen all so far waits with the others for the next look: thousands who come at once
    /// cost one read.
    ///
    /// @param newest what had happened just now
    void join(Watcher watcher, long newest) {
        context.runOnContext(() -> {
            var audience = audiences.computeIfAbsent(watcher.auctionId(), Audience::new);
            audience.watchers.add(watcher);
            if (watcher.lastSeq() < newest) {
                read(audience, watcher.lastSeq(), List.of(watcher));
            } else {
                look(audience);
            }
        });
    }

    void leave(Watcher watcher) {
        context.runOnContext(() ->
                audiences.computeIfPresent(
                        watcher.auctionId(), (id, audience) -> audience.without(watcher)));
    }

    boolean areWatched() {
        return !audiences.isEmpty();
    }

    /// Something happened to these lots.
    ///
    /// @param newest the number of the last decision on each
    public void hint(Map<UUID, Long> newest) {
        context.runOnContext(() -> newest.forEach(this::hint));
    }

    private void hint(UUID auctionId, long newest) {
        var audience = audiences.get(auctionId);
        if (audience != null && newest > audience.told) {
            look(audience);
        }
    }

    /// Something may have happened.
    void look() {
        context.runOnContext(() -> audiences.values().forEach(this::look));
    }

    /// At once, and then for a while not again.
    private void look(Audience audience) {
        if (audience.resting) {
            audience.waiting = true;
            return;
        }
        audience.resting = true;
        vertx.setTimer(CONFLATE_MILLIS, timer -> context.runOnContext(() -> rested(audience)));
        audience.watchers.stream()
                .mapToLong(Watcher::lastSeq)
                .min()
                .ifPresent(seq -> read(audience, seq, List.copyOf(audience.watchers)));
    }

    private void rested(Audience audience) {
        audience.resting = false;
        if (audience.waiting) {
            audience.waiting = false;
            look(audience);
        }
    }

    /// Reads once for all of them.
    private void read(Audience audience, long afterSeq, List<Watcher> watchers) {
        log.after(audience.auctionId, afterSeq, MOST_DECISIONS)
                .subscribe()
                .with(
                        lines -> context.runOnContext(() -> tell(audience, lines, watchers)),
                        // The next event, or the heartbeat, looks again.
                        outage -> LOG.warnf("Watchers wait cause=%s", outage.toString()));
    }

    private void tell(Audience audience, List<LogLine> lines, List<Watcher> watchers) {
        if (lines.size() == MOST_DECISIONS) {
            show(audience, watchers);
            return;
        }
        for (var line : lines) {
            var frame = Frame.of(line);
            audience.told = Math.max(audience.told, frame.seq());
            watchers.forEach(watcher -> watcher.tell(frame));
        }
    }

    private void show(Audience audience, List<Watcher> watchers) {
        snapshot(audience.auctionId)
                .subscribe()
                .with(
                        lot ->
                                context.runOnContext(() ->
                                        lot.ifPresent(now -> watchers.forEach(w -> w.show(now)))),
                        outage -> LOG.warnf("Watchers wait cause=%s", outage.toString()));
    }

    /// Keeps connections open through proxies, finds those that are gone, and looks for what an
    /// event did not announce.
    void heartbeat() {
        context.runOnContext(() ->
                audiences
                        .values()
                        .forEach(audience -> audience.watchers.forEach(Watcher::heartbeat)));
        look();
    }

    /// Who watches one lot.
    private static final class Audience {

        private final UUID auctionId;
        private final Set<Watcher> watchers = new HashSet<>();

        /// The last decision that was read for them; who came late may be behind, and catches up by
        /// itself.
        private long told = -1;

        private boolean resting;
        private boolean waiting;

        private Audience(UUID auctionId) {
            this.auctionId = auctionId;
        }

        /// Null if nobody is left.
        private @Nullable Audience without(Watcher watcher) {
            return watchers.remove(watcher) && watchers.isEmpty() ? null : this;
        }
    }
}
