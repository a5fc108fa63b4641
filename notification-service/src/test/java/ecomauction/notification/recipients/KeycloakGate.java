package ecomauction.notification.recipients;

import ecomauction.testkit.Stack;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Stands between the service and Keycloak: nobody listens while it is closed.
public final class KeycloakGate implements QuarkusTestResourceLifecycleManager {

    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final URI keycloak = URI.create(Stack.get().realm());
    private ServerSocket door = listen(0);

    @Override
    public Map<String, String> start() {
        var realm = "http://127.0.0.1:" + door.getLocalPort() + keycloak.getPath();
        return Map.of(
                "quarkus.oidc.auth-server-url",
                realm,
                "quarkus.oidc-client.auth-server-url",
                realm,
                // A pause of the machine is not Keycloak's failure.
                "quarkus.rest-client.keycloak.connect-timeout",
                "60000",
                "quarkus.rest-client.keycloak.read-timeout",
                "60000");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(KeycloakGate.class));
    }

    @Override
    public int order() {
        // What StackResource says of Keycloak comes first.
        return 1;
    }

    void open() {
        door = listen(door.getLocalPort());
    }

    void close() {
        try {
            door.close();
            for (var connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        close();
    }

    private ServerSocket listen(int port) {
        try {
            var opened = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(() -> accept(opened));
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket at) {
        try {
            while (true) {
                var client = at.accept();
                var server = new Socket(InetAddress.getLoopbackAddress(), keycloak.getPort());
                connections.add(client);
                connections.add(server);
                // It was closed meanwhile, and did not know of these.
                if (at.isClosed()) {
                    client.close();
                    server.close();
                }
                Thread.ofVirtual().start(() -> forward(client, server));
                Thread.ofVirtual().start(() -> forward(server, client));
            }
        } catch (IOException closed) {
            // That is how it ends.
        }
    }

    private static void forward(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException closed) {
            // That is how it ends.
        }
    }
}
