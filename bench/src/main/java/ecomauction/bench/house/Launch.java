package ecomauction.bench.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A process that was started here, and how long it took until it said that it is ready.
public final class Launch implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;
    private static final long PAUSE_MILLIS = 2;

    private final Process process;
    private final double readyMillis;

    private Launch(Process process, double readyMillis) {
        this.process = process;
        this.readyMillis = readyMillis;
    }

    public static Launch of(List<String> line, Map<String, String> environment, Path log) {
        var builder = new ProcessBuilder(line);
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment);
        var url =
                "http://127.0.0.1:%s/q/health/ready"
                        .formatted(environment.get("QUARKUS_HTTP_PORT"));
        try {
            var began = System.nanoTime();
            var process = builder.start();
            awaitReady(process, URI.create(url), log);
            return new Launch(process, (System.nanoTime() - began) / 1e6);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitReady(Process process, URI url, Path log) {
        var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!isReady(url)) {
            if (!process.isAlive() || System.nanoTime() > until) {
                process.destroyForcibly();
                throw new IllegalStateException("It did not become ready, see " + log);
            }
            pause(PAUSE_MILLIS);
        }
    }

    private static boolean isReady(URI url) {
        try {
            var request = (HttpURLConnection) url.toURL().openConnection();
            request.setConnectTimeout(1_000);
            request.setReadTimeout(5_000);
            try {
                return request.getResponseCode() == 200;
            } finally {
                request.disconnect();
            }
        } catch (IOException notYet) {
            return false;
        }
    }

    public static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public double readyMillis() {
        return readyMillis;
    }

    public double residentMebibytes() {
        return Processes.residentBytes(process.pid()) / 1024.0 / 1024.0;
    }

    /// In good order, which a JVM that trains a cache needs some seconds for.
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
