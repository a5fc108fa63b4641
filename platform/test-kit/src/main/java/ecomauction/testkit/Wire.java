package ecomauction.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Sends bytes as they are: a decent HTTP client refuses to send what [Fuzz] wants to.
final class Wire {

    private static final int TIMEOUT_MILLIS = 30_000;

    private Wire() {}

    /// @param target path and query, unchecked
    /// @param body left out if empty and no Content-Type is given
    static Reply send(
            URI service, String method, String target, Map<String, String> headers, byte[] body)
            throws IOException {
        var head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        head.append("Host: ").append(service.getAuthority()).append("\r\nConnection: close\r\n");
        headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        if (!headers.containsKey("Transfer-Encoding")) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        try (var socket = new Socket(service.getHost(), service.getPort())) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            try {
                socket.getOutputStream().write(head.append("\r\n").toString().getBytes(ISO_8859_1));
                socket.getOutputStream().write(body);
            } catch (SocketException answeredBeforeTheEnd) {
                // A body that is too large may be refused while it is being sent.
            }
            return read(new BufferedInputStream(socket.getInputStream()));
        }
    }

    /// Bodies are read of refusals only: others may be streams without an end.
    private static Reply read(InputStream in) throws IOException {
        var status = line(in);
        if (status.isEmpty()) {
            return Reply.NONE;
        }
        Map<String, String> headers = new HashMap<>();
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            var colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int code = Integer.parseInt(status.split(" ")[1]);
        return new Reply(
                code,
                headers.getOrDefault("content-type", ""),
                code < 400 ? "" : new String(body(in, headers), UTF_8));
    }

    private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
        if (headers.containsKey("content-length")) {
            return in.readNBytes(Integer.parseInt(headers.get("content-length")));
        }
        if (!headers.containsKey("transfer-encoding")) {
            return in.readAllBytes();
        }
        var whole = new ByteArrayOutputStream();
        for (int size = chunk(in); size > 0; size = chunk(in)) {
            whole.write(in.readNBytes(size));
            line(in);
        }
        return whole.toByteArray();
    }

    private static int chunk(InputStream in) throws IOException {
        return Integer.parseInt(line(in), 16);
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.write(next);
        }
        return line.toString(ISO_8859_1).stripTrailing();
    }

    /// @param status 0 if the connection was closed without an answer
    record Reply(int status, String contentType, String body) {

        static final Reply NONE = new Reply(0, "", "");
    }
}
