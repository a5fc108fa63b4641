package ecomauction.notification;

import static java.util.Map.entry;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;

/// Short pauses, and mail by way of [SmtpGate].
public final class Impatience implements QuarkusTestResourceLifecycleManager {

    @Override
    public int order() {
        // What StackResource says of the mail server comes first.
        return 1;
    }

    @Override
    public Map<String, String> start() {
        return Map.ofEntries(
                entry("quarkus.mailer.port", Integer.toString(freePort())),
                entry("notification.operators", "on-call@example.test"),
                entry("notification.alarm.secret", "of-alertmanager"),
                entry("notification.alarm.runbooks", "https://runbooks.example/"),
                entry("notification.alarm.quiet", "10m"),
                entry("notification.news.outbid-window", "1500ms"),
                entry("notification.news.look-again", "100ms"),
                entry("notification.delivery.first-pause", "100ms"),
                entry("notification.delivery.longest-pause", "500ms"),
                entry("notification.delivery.outage-pause", "300ms"),
                entry("mp.messaging.incoming.dead-letters.metadata.max.age.ms", "300"));
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {}
}
