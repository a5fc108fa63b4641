package ecomauction.e2e;

import com.google.protobuf.InvalidProtocolBufferException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Where services send their spans, as an OpenTelemetry collector takes them: gRPC over HTTP/2.
final class Collector {

    /// Before the message: whether it is compressed, and its length.
    private static final int PREFIX = 5;

    private static final byte[] NOTHING = new byte[PREFIX];

    private final ConcurrentLinkedQueue<Span> spans = new ConcurrentLinkedQueue<>();
    private final int port;

    private Collector(int port) {
        this.port = port;
    }

    static Collector at(int port) {
        var collector = new Collector(port);
        Vertx.vertx()
                .createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(true))
                .requestHandler(collector::take)
                .listen(port, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return collector;
    }

    private void take(HttpServerRequest call) {
        call.body()
                .onSuccess(body -> {
                    keep(body);
                    call.response()
                            .putHeader("content-type", "application/grpc")
                            .putTrailer("grpc-status", "0")
                            .setChunked(true)
                            .end(Buffer.buffer(NOTHING));
                });
    }

    private void keep(Buffer body) {
        try {
            spans.addAll(Span.in(body.getBytes(PREFIX, body.length())));
        } catch (InvalidProtocolBufferException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    List<Span> spansOf(String trace) {
        return spans.stream().filter(span -> span.trace().equals(trace)).toList();
    }
}
