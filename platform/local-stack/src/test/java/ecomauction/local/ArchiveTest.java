package ecomauction.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `lines-of` reads the archive by way of S3, with signatures that S3Proxy checks. The objects are
/// named and filled as Vector does it.
class ArchiveTest {

    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    @TempDir static Path data;

    private static Options.Home home;
    private static Process s3;

    @BeforeAll
    static void start() throws Exception {
        home = new Options.Home(LocalStack.root(), data, data, Options.with(Ports.free()));
        var bucket = Archive.bucket(home);
        s3 =
                new ProcessBuilder(bucket.preparation().prepare().line())
                        .redirectErrorStream(true)
                        .redirectOutput(data.resolve("bucket.log").toFile())
                        .start();
        for (int i = 0; !ready(bucket); i++) {
            assertThat(s3.isAlive() && i < 1200).as(Log.tail(data.resolve("bucket.log"))).isTrue();
            Thread.sleep(100);
        }
    }

    private static boolean ready(Server bucket) {
        try {
            return bucket.ready().now();
        } catch (IOException notYet) {
            return false;
        }
    }

    @AfterAll
    static void stop() throws Exception {
        s3.destroy();
        s3.waitFor();
    }

    private static void put(LocalDate day, String service, String name, String... lines)
            throws IOException {
        var folder = Archive.folder(home).resolve("logs/dt=%s/service=%s".formatted(day, service));
        Files.createDirectories(folder);
        try (var out =
                new GZIPOutputStream(Files.newOutputStream(folder.resolve(name + ".ndjson.gz")))) {
            for (var line : lines) {
                out.write((line + "\n").getBytes(UTF_8));
            }
        }
    }

    private static String line(String time, String service, String message) {
        return "{\"level\":\"INFO\",\"message\":\"%s\",\"service\":\"%s\",\"timestamp\":\"%s\"}"
                .formatted(message, service, time);
    }

    private record Found(int code, List<String> lines) {}

    private static Found linesOf(Map<String, String> other, String... arguments) throws Exception {
        var words = new ArrayList<>(List.of("logs-of"));
        words.addAll(List.of(arguments));
        return run("ecom", other, words);
    }

    private static Found run(String program, Map<String, String> other, List<String> arguments)
            throws Exception {
        var script = new ProcessBuilder(LocalStack.root().resolve(program).toString());
        script.command().addAll(arguments);
        script.environment().putAll(Archive.access(home));
        script.environment().putAll(other);
        var output = data.resolve("found.txt");
        var process = script.redirectErrorStream(true).redirectOutput(output.toFile()).start();
        return new Found(process.waitFor(), Files.readAllLines(output));
    }

    @Test
    void lines_of_all_services_come_in_order_of_time_and_each_once() throws Exception {
        var first = line("2026-01-03T10:00:00.100Z", "bid-service", "judged lot-7");
        var second = line("2026-01-03T10:00:00.200Z", "notification-service", "mail for lot-7");
        var last = line("2026-01-03T10:00:00.300Z", "bid-service", "closed lot-7");
        var other = line("2026-01-03T10:00:00.250Z", "bid-service", "closed lot-8");
        put(today, "bid-service", "100000-a", first, other, last);
        // Killed before it knew that its lines were there, the archiver sends them again.
        put(today, "bid-service", "100005-b", last, first);
        put(today, "notification-service", "100001-c", second);

        assertThat(linesOf(Map.of(), "lot-7"))
                .isEqualTo(new Found(0, List.of(first, second, last)));
        assertThat(linesOf(Map.of(), "lot-9")).isEqualTo(new Found(0, List.of()));
    }

    @Test
    void only_the_days_that_are_asked_for_are_read() throws Exception {
        var line = line("2026-01-01T10:00:00.1Z", "edge", "old lot-5");
        put(today.minusDays(8), "edge", "100000-a", line);

        assertThat(linesOf(Map.of(), "lot-5").lines()).isEmpty();
        assertThat(linesOf(Map.of(), "lot-5", "10").lines()).containsExactly(line);
    }

    @Test
    void a_day_may_have_more_objects_than_a_page() throws Exception {
        var day = today.minusDays(2);
        for (int i = 0; i < 1_005; i++) {
            var time = "2026-01-02T10:00:00.%06dZ".formatted(i);
            put(
                    day,
                    "auction-service",
                    "%06d-x".formatted(i),
                    line(time, "auction-service", "m-6"));
        }

        assertThat(linesOf(Map.of(), "m-6").lines()).hasSize(1_005).isSorted();
    }

    /// An S3 with a class that is cold, which S3Proxy has not.
    @Test
    void cold_logs_are_asked_back() throws Exception {
        var asked = new ArrayList<String>();
        var cold = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 9);
        var folder = "logs/dt=2026-01-31/service=edge/";
        var states = new TreeMap<>(Map.of("cold", 202, "coming", 409, "back", 200, "warm", 403));
        cold.createContext(
                "/",
                call -> {
                    var key = URLDecoder.decode(call.getRequestURI().getRawPath(), UTF_8);
                    var body = new String(call.getRequestBody().readAllBytes(), UTF_8);
                    if (body.isEmpty()) {
                        answer(
                                call,
                                200,
                                "<Key>"
                                        + folder
                                        + String.join("</Key><Key>" + folder, states.keySet())
                                        + "</Key>");
                        return;
                    }
                    var name = key.substring(key.lastIndexOf('/') + 1);
                    asked.add(name + " " + body);
                    answer(call, states.getOrDefault(name, 500), "<Code>InvalidObjectState</Code>");
                });
        cold.start();
        try {
            var there = "http://127.0.0.1:" + cold.getAddress().getPort();

            assertThat(restore(Map.of("ARCHIVE_ENDPOINT", there), "2026-01-31", "5"))
                    .isEqualTo(
                            new Found(
                                    0,
                                    List.of(
                                            "2026-01-31: 1 asked back now, 1 on their way, 2 at hand")));
        } finally {
            cold.stop(0);
        }
        assertThat(asked)
                .hasSize(4)
                .anyMatch(request -> request.matches("cold .*<Days>5</Days>.*"));
    }

    private static void answer(HttpExchange call, int status, String text) throws IOException {
        call.sendResponseHeaders(status, 0);
        try (var body = call.getResponseBody()) {
            body.write(text.getBytes(UTF_8));
        }
    }

    /// S3Proxy knows of nothing cold, and says so.
    @Test
    void a_refusal_is_told() throws Exception {
        put(today.minusDays(3), "edge", "100000-a", line("2026-01-01T10:00:00.1Z", "edge", "x"));
        var day = today.minusDays(3).toString();

        var refused = restore(Map.of(), day);
        assertThat(refused.code()).isNotZero();
        assertThat(String.join("", refused.lines())).contains("NotImplemented");
        assertThat(restore(Map.of(), "someday").code()).isEqualTo(2);
        assertThat(restore(Map.of(), "2026-01-01").lines())
                .containsExactly("2026-01-01: 0 asked back now, 0 on their way, 0 at hand");
    }

    private static Found restore(Map<String, String> other, String... arguments) throws Exception {
        return run("k8s/log-archive/restore", other, List.of(arguments));
    }

    @Test
    void an_archive_that_may_not_be_read_is_no_empty_one() throws Exception {
        assertThat(linesOf(Map.of("AWS_SECRET_ACCESS_KEY", "wrong"), "lot-7").code()).isNotZero();
        assertThat(linesOf(Map.of("ARCHIVE_BUCKET", "nowhere"), "lot-7").code()).isNotZero();
    }
}
