package ecomauction.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/// Which port each name has. Names are those of [#DEFAULTS] and of further replicas.
public final class Ports {
    /// In the order in which `./ecom help` shows them.
    static final Map<String, Integer> DEFAULTS = new LinkedHashMap<>();

    static {
        DEFAULTS.put("gateway", 8080);
        DEFAULTS.put("auction-service", 18081);
        DEFAULTS.put("bid-service", 18082);
        DEFAULTS.put("notification-service", 18083);
        DEFAULTS.put("postgres", 25432);
        DEFAULTS.put("kafka", 29092);
        DEFAULTS.put("kafka-controller", 29093);
        DEFAULTS.put("keycloak", 28080);
        DEFAULTS.put("keycloak-management", 28081);
        DEFAULTS.put("smtp", 23025);
        DEFAULTS.put("mail", 23080);
        DEFAULTS.put("edge", 8081);
        DEFAULTS.put("prometheus", 29090);
        DEFAULTS.put("alertmanager", 29094);
        DEFAULTS.put("bucket", 29096);
        DEFAULTS.put("archiver", 29097);
    }

    private static final int LOWEST_FREE = 10_000;
    private static final int HIGHEST_FREE = 18_000;

    private final Map<String, Integer> chosen = new HashMap<>();
    private final boolean free;

    private Ports(boolean free) {
        this.free = free;
    }

    /// The documented ports, each settable by its environment variable.
    public static Ports defaults() {
        return new Ports(false);
    }

    /// Ports that nobody listens on, chosen when they are first asked for.
    public static Ports free() {
        return new Ports(true);
    }

    public synchronized Ports with(String name, int port) {
        chosen.put(name, port);
        return this;
    }

    public synchronized int of(String name) {
        var known = chosen.get(name);
        if (known != null) {
            return known;
        }
        var port = free ? freePort() : fromEnvironment(name);
        chosen.put(name, port);
        return port;
    }

    /// Chosen for this one run: the sign of a stack that serves a test.
    boolean areFree() {
        return free;
    }

    static String variable(String name) {
        return "ECOM_" + name.toUpperCase(Locale.ROOT).replace('-', '_') + "_PORT";
    }

    private int fromEnvironment(String name) {
        var value = System.getenv(variable(name));
        if (value != null) {
            return Integer.parseInt(value);
        }
        var port = DEFAULTS.get(name);
        return port != null ? port : freePort();
    }

    /// Below the range from which the system takes ports for outgoing connections: one of those
    /// could take the port before its server does. Nor one that was given out: nobody listens on it
    /// until its server starts.
    private int freePort() {
        var random = ThreadLocalRandom.current();
        var port = random.nextInt(LOWEST_FREE, HIGHEST_FREE);
        while (chosen.containsValue(port) || isTaken(port)) {
            port = random.nextInt(LOWEST_FREE, HIGHEST_FREE);
        }
        return port;
    }

    static boolean isTaken(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
