package ecomauction.bench.fault;

import ecomauction.bench.house.Rest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Clients that announce a body and send half of it.
final class SlowClients implements Fault {

    private static final int COUNT = 1_000;
    private static final Duration HELD = Duration.ofSeconds(12);
    private static final Duration LONGEST = Duration.ofSeconds(90);

    private @Nullable CompletableFuture<Double> cutOff;

    @Override
    public String title() {
        return "1,000 connections hold half-sent bids for 12 s, while others bid as before.";
    }

    /// One is left alone from the first run on, to see when the service has had enough of it.
    @Override
    public void prepare(Run run) {
        if (run.number() == 0) {
            var token = run.house().bidders().getFirst();
            cutOff = CompletableFuture.supplyAsync(() -> secondsUntilCutOff(run, token));
        }
    }

    private static double secondsUntilCutOff(Run run, String token) {
        var began = System.nanoTime();
        try (var socket = halfSent(run, 0, token)) {
            socket.setSoTimeout((int) LONGEST.toMillis());
            while (socket.getInputStream().read() >= 0) {
                // whatever is said before the end
            }
        } catch (SocketTimeoutException never) {
            return Double.POSITIVE_INFINITY;
        } catch (IOException reset) {
            // that is an end as well
        }
        return (System.nanoTime() - began) / 1e9;
    }

    private static Socket halfSent(Run run, int number, String token) throws IOException {
        var ports = run.ports();
        var socket = new Socket(InetAddress.getLoopbackAddress(), ports.get(number % ports.size()));
        var text =
                """
                POST /v1/lots/%s/bids HTTP/1.1
                Host: 127.0.0.1
                Authorization: Bearer %s
                Content-Type: application/json
                Content-Length: 51

                {"maxAmount":{"amou\
                """
                        .formatted(run.lots().getFirst(), token)
                        .replace("\n", "\r\n");
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Override
    public void strike(Run run) throws Exception {
        var token = run.house().bidders().getFirst();
        var sockets = new ArrayList<Socket>();
        try {
            for (int i = 0; i < COUNT; i++) {
                sockets.add(halfSent(run, i, token));
            }
            var from = System.nanoTime();
            Rest.of(HELD);
            run.window("while they are held", from, System.nanoTime());
            run.figure("half-sent requests still held at the end, ", held(sockets));
        } finally {
            sockets.forEach(SlowClients::close);
        }
    }

    private static double held(List<Socket> sockets) {
        return sockets.stream().filter(SlowClients::isOpen).count();
    }

    private static boolean isOpen(Socket socket) {
        try {
            socket.setSoTimeout(1);
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException silent) {
            return true;
        } catch (IOException reset) {
            return false;
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void check(Run run) {
        if (run.number() == 2 && cutOff != null) {
            var seconds = cutOff.join();
            run.figure("a half-sent request is cut off after, s", seconds);
            if (seconds.isInfinite()) {
                run.wrong("a half-sent request was held for " + LONGEST);
            }
        }
    }
}
