package ecomauction.bench.load;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/// Many who watch one lot over SSE, each on a connection of its own.
public final class Watchers implements AutoCloseable {

    /// Connections that are opened at the same time: more than the listener's backlog get lost.
    private static final int AT_ONCE = 100;

    private static final byte[] DECISION =
            "decision".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final NetClient client = vertx.createNetClient(new NetClientOptions());
    private final int port;
    private final Buffer request;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicLong decisions = new AtomicLong();
    private final Histogram micros = new Histogram(TimeUnit.MINUTES.toMicros(1), 3);
    private volatile long sentAt;

    public Watchers(int port, UUID lot) {
        this.port = port;
        this.request =
                Buffer.buffer(
                        "GET /v1/lots/%s/stream HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n"
                                .formatted(lot));
    }

    /// Until so many watch.
    public void grow(int count) throws Exception {
        while (open.get() < count) {
            var batch = Math.min(AT_ONCE, count - open.get());
            var joining = new java.util.ArrayList<Future<?>>();
            for (int i = 0; i < batch; i++) {
                joining.add(client.connect(port, "127.0.0.1").onSuccess(this::watch));
            }
            Future.all(joining).toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
            open.addAndGet(batch);
        }
    }

    private void watch(NetSocket socket) {
        var matched = new int[1];
        socket.handler(bytes -> count(bytes, matched));
        socket.closeHandler(end -> lost.incrementAndGet());
        socket.write(request);
    }

    /// Each decision has its name once in its event; a match may go over the border of two reads.
    private void count(Buffer buffer, int[] matched) {
        for (byte b : buffer.getBytes()) {
            matched[0] = b == DECISION[matched[0]] ? matched[0] + 1 : b == DECISION[0] ? 1 : 0;
            if (matched[0] == DECISION.length) {
                matched[0] = 0;
                decisions.incrementAndGet();
                micros.recordValue(Math.max(0, (System.nanoTime() - sentAt) / 1000));
            }
        }
    }

    /// What comes from now on answers a bid that is sent now.
    public void bidIsSent() {
        sentAt = System.nanoTime();
    }

    public long decisions() {
        return decisions.get();
    }

    public int lost() {
        return lost.get();
    }

    public double millis(double percentile) {
        return micros.getValueAtPercentile(percentile) / 1000.0;
    }

    public void forget() {
        micros.reset();
        decisions.set(0);
    }

    @Override
    public void close() {
        vertx.close();
    }
}
