package ecomauction.bench.load;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// Who look at lots and at their bids, and do not bid: most of the visitors of an auction house.
public final class Visitors implements AutoCloseable {

    private static final int CONNECTIONS = 128;
    private static final long LONGEST = TimeUnit.MINUTES.toMicros(1);

    /// Of the visits to a lot; the others look at the lot itself.
    private static final double LOOK_AT_ITS_BIDS = 0.25;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final HttpClient http;
    private final int port;
    private final List<UUID> lots;
    private final Histogram micros = new Histogram(LONGEST, 3);
    private long failed;

    public Visitors(int port, List<UUID> lots) {
        this.port = port;
        this.lots = lots;
        this.http =
                vertx.createHttpClient(
                        new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    }

    /// Returns when all are answered.
    public void at(double perSecond, Duration time) {
        OpenLoop.run(vertx, perSecond, time, this::visit);
    }

    private Future<?> visit(long due) {
        return http.request(HttpMethod.GET, port, "127.0.0.1", path())
                .compose(request -> request.send())
                .compose(response -> response.body().map(all -> response.statusCode()))
                .otherwise(0)
                .onSuccess(status -> note(status, due));
    }

    private String path() {
        var random = ThreadLocalRandom.current();
        var lot = "/v1/lots/" + lots.get(random.nextInt(lots.size()));
        return random.nextDouble() < LOOK_AT_ITS_BIDS ? lot + "/bids" : lot;
    }

    private void note(int status, long due) {
        micros.recordValue(Math.min(LONGEST, (System.nanoTime() - due) / 1000));
        if (status != 200) {
            failed++;
        }
    }

    public long visits() {
        return micros.getTotalCount();
    }

    /// Anything but 200.
    public long failed() {
        return failed;
    }

    public double millis(double percentile) {
        return micros.getValueAtPercentile(percentile) / 1000.0;
    }

    @Override
    public void close() {
        http.close();
        vertx.close();
    }
}
