package ecomauction.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Where services send their spans, as an OpenTelemetry collector takes them: gRPC over HTTP/2.
/// Whose spans they are is told from the bytes.
final class Collector {

    private static final byte[] NOTHING = new byte[5];

    private final ConcurrentLinkedQueue<String> exports = new ConcurrentLinkedQueue<>();
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
                    exports.add(body.toString(ISO_8859_1));
                    call.response()
                            .putHeader("content-type", "application/grpc")
                            .putTrailer("grpc-status", "0")
                            .setChunked(true)
                            .end(Buffer.buffer(NOTHING));
                });
    }

    String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    /// Which services have sent spans of this trace; each sends only its own.
    Set<String> servicesIn(String traceId) {
        var id = new String(HexFormat.of().parseHex(traceId), ISO_8859_1);
        var services = new TreeSet<String>();
        for (var export : exports) {
            List.of("auction-service", "bid-service", "notification-service").stream()
                    .filter(service -> export.contains(id) && export.contains(service))
                    .forEach(services::add);
        }
        return services;
    }
}
