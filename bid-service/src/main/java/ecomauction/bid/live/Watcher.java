package ecomauction.bid.live;

import io.vertx.core.http.HttpServerResponse;
import java.util.UUID;

/// One open stream. Takes each decision once and in order, whoever tells it, how often ever.
final class Watcher {

    private final UUID auctionId;
    private final HttpServerResponse response;

    // Touched by the context of LiveLots alone, once joined.
    private long lastSeq;
    private boolean quiet = true;

    Watcher(UUID auctionId, long lastSeq, HttpServerResponse response) {
        this.auctionId = auctionId;
        this.lastSeq = lastSeq;
        this.response = response;
    }

    UUID auctionId() {
        return auctionId;
    }

    long lastSeq() {
        return lastSeq;
    }

    void tell(Frame decision) {
        if (decision.seq() == lastSeq + 1) {
            lastSeq = decision.seq();
            write(decision);
        }
    }

    void show(Frame snapshot) {
        if (snapshot.seq() >= lastSeq) {
            lastSeq = snapshot.seq();
            write(snapshot);
        }
    }

    /// Who was told something since the last one needs none.
    void heartbeat() {
        if (quiet) {
            write(Frame.heartbeat());
        }
        quiet = true;
    }

    /// Who reads slower than the price moves is disconnected, and resumes with Last-Event-ID.
    private void write(Frame frame) {
        if (response.closed() || response.ended()) {
            return;
        }
        quiet = false;
        if (response.writeQueueFull()) {
            response.reset();
        } else if (frame.last()) {
            response.end(frame.bytes());
        } else {
            response.write(frame.bytes());
        }
    }
}
