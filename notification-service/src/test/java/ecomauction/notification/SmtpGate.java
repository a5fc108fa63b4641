package ecomauction.notification;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import ecomauction.testkit.Stack;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.ConfigProvider;

/// Stands between the service and the mail server: nobody listens while it is closed, and it
/// refuses addresses for good where it is told to.
final class SmtpGate implements AutoCloseable {

    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ServerSocket door;

    private SmtpGate(int port) throws IOException {
        door = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    }

    static SmtpGate open() {
        try {
            var port = ConfigProvider.getConfig().getValue("quarkus.mailer.port", Integer.class);
            var gate = new SmtpGate(port);
            Thread.ofVirtual().start(gate::accept);
            return gate;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void refuse(String address) {
        refused.add(address);
    }

    void acceptAgain(String address) {
        refused.remove(address);
    }

    private void accept() {
        try {
            while (true) {
                var client = door.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> talk(client));
            }
        } catch (IOException closed) {
            // That is how it ends.
        }
    }

    private void talk(Socket client) {
        try (client;
                var server =
                        new Socket(InetAddress.getLoopbackAddress(), Stack.get().port("smtp"))) {
            open.add(server);
            Thread.ofVirtual().start(() -> forward(server, client));
            var lines =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), ISO_8859_1));
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var out = isRefused(line) ? client.getOutputStream() : server.getOutputStream();
                var text = isRefused(line) ? "550 5.1.1 No such mailbox" : line;
                out.write((text + "\r\n").getBytes(ISO_8859_1));
                out.flush();
            }
        } catch (IOException closed) {
            // That is how it ends.
        }
    }

    private boolean isRefused(String line) {
        return line.startsWith("RCPT TO:") && refused.stream().anyMatch(line::contains);
    }

    private static void forward(Socket server, Socket client) {
        try {
            server.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException closed) {
            // That is how it ends.
        }
    }

    @Override
    public void close() {
        try {
            door.close();
            for (var socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
