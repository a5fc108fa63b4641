package ecomauction.bid.live;

import ecomauction.bid.history.LogLine;
import ecomauction.bid.log.LogEntry.Kind;
import ecomauction.bid.lot.LotView;
import io.vertx.core.buffer.Buffer;

/// An event as it goes over the wire: written once, however many watch.
///
/// @param last nothing comes after it
record Frame(long seq, boolean last, Buffer bytes) {

    /// Not a constant: a native executable cannot hold buffers from the time of its build.
    static Frame heartbeat() {
        return new Frame(-1, false, Buffer.buffer(": still here\n\n"));
    }

    static Frame of(LogLine decision) {
        return named("decision", decision.seq(), decision.kind() == Kind.CLOSED, decision.shown());
    }

    static Frame of(LotView lot, String json) {
        return named("snapshot", lot.seq(), lot.outcome() != null, json);
    }

    private static Frame named(String name, long seq, boolean last, String json) {
        var text = "id:%d\nevent:%s\ndata:%s\n\n".formatted(seq, name, json);
        return new Frame(seq, last, Buffer.buffer(text));
    }
}
