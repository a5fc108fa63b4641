package ecomauction.bench.load;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.util.UUID;

/// Bids over HTTP/1.1 as a browser would: token, JSON, Idempotency-Key. All on one event loop.
public final class BidClient implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 30_000;

    private final HttpClient http;
    private final int port;

    /// @param connections at most; a bid beyond them waits for one
    public BidClient(Vertx vertx, int port, int connections) {
        this.port = port;
        this.http =
                vertx.createHttpClient(
                        new HttpClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(port),
                        new PoolOptions().setHttp1MaxSize(connections));
    }

    public Future<Answer> place(Bid bid) {
        return http.request(HttpMethod.POST, port, "127.0.0.1", bid.path())
                .compose(request -> send(request, bid))
                .otherwise(lost -> new Answer(503, Buffer.buffer()));
    }

    private static Future<Answer> send(HttpClientRequest request, Bid bid) {
        request.idleTimeout(TIMEOUT_MILLIS)
                .putHeader("Authorization", bid.authorization())
                .putHeader("Content-Type", "application/json")
                .putHeader("Idempotency-Key", bid.key());
        return request.send(bid.body())
                .compose(response ->
                        response.body().map(body -> new Answer(response.statusCode(), body)));
    }

    @Override
    public void close() {
        http.close();
    }

    /// @param lot index of the lot among those of the load
    public record Bid(int lot, String path, String authorization, String key, Buffer body) {

        public static Bid of(int lot, UUID auctionId, String token, String key, long amount) {
            return new Bid(
                    lot,
                    "/v1/lots/" + auctionId + "/bids",
                    "Bearer " + token,
                    key,
                    Buffer.buffer(
                            "{\"maxAmount\":{\"amount\":" + amount + ",\"currency\":\"USD\"}}"));
        }
    }

    /// What came back; a lost connection counts as 503.
    public record Answer(int status, Buffer body) {

        private static final byte[] SEQ =
                "\"seq\":".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

        /// The number of the decision, -1 if the answer names none.
        public long seq() {
            var bytes = body.getBytes();
            for (int i = 0; i + SEQ.length < bytes.length; i++) {
                if (matches(bytes, i)) {
                    return number(bytes, i + SEQ.length);
                }
            }
            return -1;
        }

        private static boolean matches(byte[] bytes, int at) {
            for (int i = 0; i < SEQ.length; i++) {
                if (bytes[at + i] != SEQ[i]) {
                    return false;
                }
            }
            return true;
        }

        private static long number(byte[] bytes, int from) {
            long value = 0;
            for (int i = from; i < bytes.length && bytes[i] >= '0' && bytes[i] <= '9'; i++) {
                value = 10 * value + bytes[i] - '0';
            }
            return value;
        }

        public String code() {
            var problem = status < 400 || body.length() == 0 ? null : body.toJsonObject();
            return problem == null ? "HTTP_" + status : problem.getString("code", "HTTP_" + status);
        }
    }
}
