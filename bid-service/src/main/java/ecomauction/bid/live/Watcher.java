package ecomauction.bid.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import ecomauction.bid.history.LogLine;
import ecomauction.bid.log.LogEntry.Kind;
import ecomauction.bid.lot.LotView;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.util.UUID;

/// One open stream. Takes each decision once and in order, whoever tells it, how often ever.
final class Watcher {

    private final UUID auctionId;
    private final ObjectMapper json;
    private final MultiEmitter<? super Frame> stream;

    // Touched by the context of LiveLots alone, once joined.
    private long lastSeq;

    Watcher(UUID auctionId, long lastSeq, ObjectMapper json, MultiEmitter<? super Frame> stream) {
        this.auctionId = auctionId;
        this.lastSeq = lastSeq;
        this.json = json;
        this.stream = stream;
    }

    UUID auctionId() {
        return auctionId;
    }

    long lastSeq() {
        return lastSeq;
    }

    void tell(LogLine decision) {
        if (decision.seq() != lastSeq + 1) {
            return;
        }
        lastSeq = decision.seq();
        send("decision", decision.shown());
        if (decision.kind() == Kind.CLOSED) {
            stream.complete();
        }
    }

    void snapshot(LotView lot) {
        if (lot.seq() < lastSeq) {
            return;
        }
        lastSeq = lot.seq();
        send("snapshot", write(lot));
        if (lot.outcome() != null) {
            stream.complete();
        }
    }

    void heartbeat() {
        stream.emit(Frame.HEARTBEAT);
    }

    private void send(String name, String data) {
        stream.emit(new Frame(lastSeq, name, data));
    }

    private String write(LotView lot) {
        try {
            return json.writeValueAsString(lot);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("A lot is not writable as JSON", bug);
        }
    }

    /// @param data JSON
    record Frame(long seq, String name, String data) {

        static final Frame HEARTBEAT = new Frame(-1, "heartbeat", "");
    }
}
