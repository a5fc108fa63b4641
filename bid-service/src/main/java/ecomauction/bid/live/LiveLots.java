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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Who watches which lot on this replica. What happened is read from the log, in order and without
/// gaps; events from Kafka only say when to look. All state belongs to one context, so there are no
/// locks.
@ApplicationScoped
class LiveLots {

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
    private final Map<UUID, Set<Watcher>> watched = new HashMap<>();
    private final Set<UUID> resting = new HashSet<>();
    private final Set<UUID> waiting = new HashSet<>();

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
            watched.computeIfAbsent(watcher.auctionId(), id -> new HashSet<>()).add(watcher);
            if (watcher.lastSeq() < newest) {
                catchUp(watcher);
            } else {
                look(watcher.auctionId());
            }
        });
    }

    void leave(Watcher watcher) {
        context.runOnContext(() ->
                watched.computeIfPresent(
                        watcher.auctionId(),
                        (id, all) -> all.remove(watcher) && all.isEmpty() ? null : all));
    }

    /// Something happened to these lots.
    void hint(Set<UUID> changed) {
        context.runOnContext(() -> changed.forEach(this::look));
    }

    private void look(UUID auctionId) {
        if (!watched.containsKey(auctionId)) {
            return;
        }
        if (!resting.contains(auctionId)) {
            update(auctionId);
        } else {
            waiting.add(auctionId);
        }
    }

    /// At once, and then for a while not again.
    private void update(UUID auctionId) {
        resting.add(auctionId);
        vertx.setTimer(CONFLATE_MILLIS, timer -> context.runOnContext(() -> rested(auctionId)));
        var watchers = watched.getOrDefault(auctionId, Set.of());
        watchers.stream()
                .mapToLong(Watcher::lastSeq)
                .min()
                .ifPresent(seq -> read(auctionId, seq, List.copyOf(watchers)));
    }

    private void rested(UUID auctionId) {
        resting.remove(auctionId);
        if (waiting.remove(auctionId)) {
            update(auctionId);
        }
    }

    private void catchUp(Watcher watcher) {
        read(watcher.auctionId(), watcher.lastSeq(), List.of(watcher));
    }

    /// Reads once for all of them.
    private void read(UUID auctionId, long afterSeq, List<Watcher> watchers) {
        log.after(auctionId, afterSeq, MOST_DECISIONS)
                .subscribe()
                .with(
                        lines -> context.runOnContext(() -> tell(auctionId, lines, watchers)),
                        // The next event, or the heartbeat, looks again.
                        outage -> LOG.warnf("Watchers wait cause=%s", outage.toString()));
    }

    private void tell(UUID auctionId, List<LogLine> lines, List<Watcher> watchers) {
        if (lines.size() == MOST_DECISIONS) {
            show(auctionId, watchers);
        } else {
            lines.stream().map(Frame::of).forEach(frame -> watchers.forEach(w -> w.tell(frame)));
        }
    }

    private void show(UUID auctionId, List<Watcher> watchers) {
        snapshot(auctionId)
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
                watched.forEach((id, watchers) -> {
                    watchers.forEach(Watcher::heartbeat);
                    look(id);
                }));
    }
}
