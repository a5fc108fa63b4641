package ecomauction.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the edge's chart renders, read and run by nginx: Debian's, with its Core Rule Set, in place
/// of the image's. EdgeTest of local-stack tries the rules; this is about what the chart adds.
class EdgeNginxTest {

    private static final Rendering EDGE =
            new Rendering(
                    "edge",
                    "platform/deploy-checks/src/test/resources/variants/edge/debian.yaml",
                    "1.36.0");
    private static final Pattern UPSTREAM = Pattern.compile("server ([a-z-]+):\\d+;");

    @TempDir static Path folder;

    private static final List<HttpServer> SERVICES = new ArrayList<>();
    private static int port;
    private static Map<String, String> files = Map.of();
    private static Process nginx;

    @BeforeAll
    static void start() throws Exception {
        var program = Tool.named("nginx").program().toString();
        port = freePort();
        files = configuration();
        write(folder, files);
        var log = folder.resolve("nginx.log").toFile();
        nginx =
                new ProcessBuilder(program, "-c", folder + "/nginx.conf", "-e", "stderr")
                        .redirectErrorStream(true)
                        .redirectOutput(log)
                        .start();
        for (int i = 0; !answers(); i++) {
            assertThat(nginx.isAlive() && i < 600).as(Sources.read(log.toPath())).isTrue();
            Thread.sleep(100);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        if (nginx != null) {
            nginx.destroy();
            nginx.waitFor();
        }
        SERVICES.forEach(service -> service.stop(0));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// The chart's files; only folders, the own port and the services' addresses are others.
    private static Map<String, String> configuration() throws IOException {
        var ports = new TreeMap<String, Integer>();
        var texts = new TreeMap<String, String>();
        for (var file : EDGE.one("ConfigMap", "edge").node().path("data").properties()) {
            var text = file.getValue().asText();
            for (var upstream : UPSTREAM.matcher(text).results().toList()) {
                ports.put(upstream.group(1), serve(upstream.group(1)));
            }
            text =
                    UPSTREAM.matcher(text)
                            .replaceAll(
                                    found -> "server 127.0.0.1:" + ports.get(found.group(1)) + ";");
            texts.put(
                    file.getKey(),
                    text.replace("/tmp", folder + "/tmp")
                            .replace("/etc/edge/", folder + "/")
                            .replace("listen 8080;", "listen 127.0.0.1:" + port + ";"));
        }
        // As root nginx would give its workers another user, who may not look in here.
        if (System.getProperty("user.name").equals("root")) {
            texts.merge("main.conf", "user root;\n", String::concat);
        }
        assertThat(ports.keySet()).containsExactlyElementsOf(Code.SERVICES);
        return texts;
    }

    private static void write(Path to, Map<String, String> texts) throws IOException {
        Files.createDirectories(to.resolve("tmp"));
        for (var file : texts.entrySet()) {
            Files.writeString(to.resolve(file.getKey()), file.getValue());
        }
    }

    /// A service that says who it is, what it was asked for and by whom.
    private static int serve(String name) throws IOException {
        var service =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        service.createContext(
                "/",
                call -> {
                    var caller = call.getRequestHeaders().getFirst("X-Forwarded-For");
                    var answer =
                            "%s %s %s"
                                    .formatted(name, call.getRequestURI(), caller)
                                    .getBytes(UTF_8);
                    call.getResponseHeaders().set("Cache-Control", "no-store");
                    call.sendResponseHeaders(200, answer.length);
                    call.getResponseBody().write(answer);
                    call.close();
                });
        service.start();
        SERVICES.add(service);
        return service.getAddress().getPort();
    }

    private static boolean answers() throws InterruptedException {
        try {
            return get("127.0.0.1", "/edge/health").statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static HttpResponse<String> get(String from, String path, String... headers)
            throws IOException, InterruptedException {
        try (var http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .localAddress(InetAddress.ofLiteral(from))
                        .build()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
            if (headers.length > 0) {
                request.headers(headers);
            }
            return http.send(request.build(), BodyHandlers.ofString());
        }
    }

    @Test
    void nginx_has_nothing_to_say_against_it() throws Exception {
        assertThat(checked(files)).matches(Tool.Result::succeeded);

        var bad = new TreeMap<>(files);
        bad.replaceAll((_, text) -> text.replace("zone=bids:10m", "zone=bid:10m"));
        assertThat(checked(bad))
                .matches(result -> !result.succeeded())
                .matches(result -> result.output().contains("\"bids\""));
    }

    private static Tool.Result checked(Map<String, String> texts) throws IOException {
        var copy = Files.createTempDirectory(folder, "checked");
        var moved = new TreeMap<>(texts);
        moved.replaceAll((_, text) -> text.replace(folder + "/", copy + "/"));
        write(copy, moved);
        return Tool.named("nginx").run("-t", "-c", copy + "/nginx.conf", "-e", "stderr");
    }

    @Test
    void every_route_leads_to_its_service() throws Exception {
        var routes = EDGE.one("ConfigMap", "edge").node().at("/data/settings.conf").asText();
        var found = Pattern.compile("\"~\\^(\\S+)\\(\\?:/\\|\\$\\)\" (\\S+);").matcher(routes);
        var asked = 0;
        while (found.find()) {
            for (var path : List.of(found.group(1), found.group(1) + "/x")) {
                assertThat(get("127.0.0.1", path).body()).startsWith(found.group(2) + " " + path);
                asked++;
            }
        }
        assertThat(asked).isGreaterThan(10);
        assertThat(get("127.0.0.1", "/v1/lotsandlots").statusCode()).isEqualTo(404);
        assertThat(get("127.0.0.1", "/v1/ops/alarms").statusCode()).isEqualTo(404);
    }

    /// Whose address it is, and from which country, only the ingress may say.
    @Test
    void only_a_trusted_proxy_is_believed() throws Exception {
        var for7 = new String[] {"X-Forwarded-For", "203.0.113.7"};
        var ofX = new String[] {"X-Country-Code", "XX"};

        assertThat(get("127.0.0.1", "/v1/lots", for7).body()).endsWith(" 203.0.113.7");
        assertThat(get("127.0.0.2", "/v1/lots", for7).body()).endsWith(" 127.0.0.2");
        assertThat(get("127.0.0.1", "/v1/lots", ofX).statusCode()).isEqualTo(403);
        assertThat(get("127.0.0.2", "/v1/lots", ofX).statusCode()).isEqualTo(200);
    }

    @Test
    void the_rules_are_in_force() throws Exception {
        assertThat(get("127.0.0.1", "/v1/auctions?q=1%27%20OR%20%271%27=%271").statusCode())
                .isEqualTo(403);
    }

    /// Three replicas together let through what one alone would.
    @Test
    void each_replica_has_its_share_of_the_limits() {
        var three = limits(EDGE);
        var one =
                limits(
                        new Rendering(
                                "ecomauction",
                                "helm/ecomauction/values-local-stand-ins.yaml",
                                "1.36.0"));

        assertThat(one)
                .containsEntry("rate bids", 600)
                .containsEntry("burst bids", 9)
                .containsEntry("rate addresses", 100)
                .containsEntry("burst addresses", 499)
                .containsEntry("burst tokens", 499);
        assertThat(three.keySet()).isEqualTo(one.keySet());
        three.forEach((name, limit) -> {
            // The first of a burst is not counted in it.
            var first = name.startsWith("burst") ? 1 : 0;
            var alone = one.getOrDefault(name, 0) + first;
            assertThat(3 * (limit + first)).as(name).isBetween(alone * 9 / 10, alone);
        });
    }

    private static Map<String, Integer> limits(Rendering rendering) {
        var data = rendering.one("ConfigMap", "edge").node().path("data");
        var limits = new TreeMap<String, Integer>();
        Pattern.compile("zone=(\\w+):\\w+ rate=(\\d+)r/m;|zone=(\\w+) burst=(\\d+) nodelay;")
                .matcher(data.path("settings.conf").asText() + data.path("limits.conf").asText())
                .results()
                .forEach(found -> {
                    if (found.group(1) != null) {
                        limits.put("rate " + found.group(1), Integer.valueOf(found.group(2)));
                    } else {
                        limits.put("burst " + found.group(3), Integer.valueOf(found.group(4)));
                    }
                });
        assertThat(limits).hasSize(8);
        return limits;
    }
}
