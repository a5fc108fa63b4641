package ecomauction.local;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/// Tells whether a server answers now; an exception means no as well.
interface Ready {
    int TIMEOUT_MS = 2_000;

    boolean now() throws IOException;

    static Ready http(String url) {
        return () -> {
            var request = (HttpURLConnection) URI.create(url).toURL().openConnection();
            request.setConnectTimeout(TIMEOUT_MS);
            request.setReadTimeout(TIMEOUT_MS);
            try {
                return request.getResponseCode() == 200;
            } finally {
                request.disconnect();
            }
        };
    }

    /// An open port is not enough: Kafka accepts connections long before it answers them. So it is
    /// asked for its versions, the one request that every client begins with.
    static Ready kafka(int port) {
        return () -> {
            try (var socket = new Socket()) {
                socket.connect(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MS);
                socket.setSoTimeout(TIMEOUT_MS);
                var out = new DataOutputStream(socket.getOutputStream());
                out.writeInt(10);
                out.writeShort(18); // ApiVersions
                out.writeShort(0);
                out.writeInt(1); // correlation id
                out.writeShort(-1); // no client id
                return new DataInputStream(socket.getInputStream()).readInt() > 0;
            }
        };
    }
}
