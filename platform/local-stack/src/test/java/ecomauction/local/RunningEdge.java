package ecomauction.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import ecomauction.local.Options.Extra;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.Executors;
import org.opentest4j.TestAbortedException;

/// The cluster's edge with Debian's nginx, ModSecurity and Core Rule Set, before a service of a
/// test.
record RunningEdge(HttpServer service, Process nginx, int port) implements AutoCloseable {

    /// Where nginx is missing the test is skipped; in CI it fails.
    static RunningEdge start(Path data, Map<String, String> settings, HttpHandler answers)
            throws Exception {
        if (!Extra.EDGE.isInstalled()) {
            if ("required".equals(System.getenv("ECOM_CHECKS"))) {
                throw new AssertionError(Extra.EDGE.missing());
            }
            System.err.println("Skipped: " + Extra.EDGE.missing());
            throw new TestAbortedException(Extra.EDGE.missing());
        }
        var ports = Ports.free();
        var options = Options.with(ports).with(Extra.EDGE).environment("edge", settings);
        var edge = Edge.server(new Options.Home(LocalStack.root(), data, data, options));
        var log = data.resolve("edge.log");
        var nginx =
                new ProcessBuilder(edge.preparation().prepare().line())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        var running =
                new RunningEdge(service(ports.of("gateway"), answers), nginx, ports.of("edge"));
        for (int i = 0; !ready(edge); i++) {
            assertThat(nginx.isAlive() && i < 600).as(Log.tail(log)).isTrue();
            Thread.sleep(100);
        }
        return running;
    }

    private static HttpServer service(int port, HttpHandler answers) throws IOException {
        var service =
                HttpServer.create(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
        service.createContext("/", answers);
        service.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        service.start();
        return service;
    }

    private static boolean ready(Server edge) {
        try {
            return edge.ready().now();
        } catch (IOException notYet) {
            return false;
        }
    }

    URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /// A token of a subject; the further ones of the same subject have other signatures.
    static String token(String subject, int number) {
        return "Bearer eyJhbGciOiJSUzI1NiJ9.%s.%s"
                .formatted(
                        encoded("{\"sub\":\"%s\"}".formatted(subject)),
                        encoded("%08d".formatted(number).repeat(32)));
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    @Override
    public void close() throws InterruptedException {
        nginx.destroy();
        nginx.waitFor();
        service.stop(0);
    }
}
