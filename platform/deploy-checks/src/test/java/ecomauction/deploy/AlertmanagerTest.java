package ecomauction.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who hears of what, as Alertmanager itself reads our configuration.
class AlertmanagerTest {

    private static final Path CONFIGURATION = Sources.at("k8s/observability/alertmanager.yaml");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir static Path folder;

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static URI address = URI.create("http://127.0.0.1");
    private static Process alertmanager;

    @BeforeAll
    static void start() throws Exception {
        var port = freePort();
        address = URI.create("http://127.0.0.1:" + port);
        var log = folder.resolve("log").toFile();
        alertmanager =
                new ProcessBuilder(
                                Tool.named("prometheus-alertmanager").program().toString(),
                                "--config.file=" + CONFIGURATION,
                                "--storage.path=" + folder,
                                "--cluster.listen-address=",
                                "--web.listen-address=127.0.0.1:" + port)
                        .redirectErrorStream(true)
                        .redirectOutput(log)
                        .start();
        for (int i = 0; !isReady(); i++) {
            assertThat(alertmanager.isAlive() && i < 600).as(Sources.read(log.toPath())).isTrue();
            Thread.sleep(100);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        if (alertmanager != null) {
            alertmanager.destroy();
            alertmanager.waitFor();
        }
        HTTP.close();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isReady() throws InterruptedException {
        try {
            return send(HttpRequest.newBuilder(address.resolve("/-/ready"))).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"critical", "warning"})
    void operators_hear_of_every_severity(String severity) {
        var result =
                Tool.named("amtool")
                        .run(
                                "config",
                                "routes",
                                "test",
                                "--config.file=" + CONFIGURATION,
                                "--verify.receivers=operators",
                                "alertname=LotsLate",
                                "service=bid-service",
                                "severity=" + severity);
        assertThat(result).matches(Tool.Result::succeeded);
    }

    /// A service that is away explains its other troubles, not those of others, and never an error.
    @Test
    void a_service_that_is_away_explains_the_rest() throws Exception {
        var alerts =
                Stream.of(
                                alert("ServiceDown", "auction-service"),
                                alert("OutboxStuck", "auction-service"),
                                alert("ConsumerLagging", "auction-service"),
                                alert("CriticalError", "auction-service"),
                                alert("OutboxStuck", "bid-service"))
                        .toList();
        var posted =
                send(
                        HttpRequest.newBuilder(address.resolve("/api/v2/alerts"))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(JSON.writeValueAsString(alerts))));
        assertThat(posted.statusCode()).as(posted.body()).isEqualTo(200);

        awaitState(
                "suppressed",
                List.of("ConsumerLagging auction-service", "OutboxStuck auction-service"));
        awaitState(
                "active",
                List.of(
                        "CriticalError auction-service",
                        "OutboxStuck bid-service",
                        "ServiceDown auction-service"));
    }

    private static Map<String, Object> alert(String name, String service) {
        return Map.of("labels", new TreeMap<>(Map.of("alertname", name, "service", service)));
    }

    /// Alertmanager decides on an alert when it comes to its turn, some moments after it was told.
    private static void awaitState(String state, List<String> expected) throws Exception {
        for (int i = 0; i < 600 && !withState(state).equals(expected); i++) {
            Thread.sleep(100);
        }
        assertThat(withState(state)).isEqualTo(expected);
    }

    private static List<String> withState(String state) throws Exception {
        var found = new TreeSet<String>();
        var alerts = send(HttpRequest.newBuilder(address.resolve("/api/v2/alerts"))).body();
        for (var alert : JSON.readTree(alerts)) {
            if (alert.at("/status/state").asText().equals(state)) {
                found.add(
                        alert.at("/labels/alertname").asText()
                                + " "
                                + alert.at("/labels/service").asText());
            }
        }
        return List.copyOf(found);
    }

    /// What is inhibited exists: a rule that was renamed would be told again.
    @Test
    void what_is_inhibited_is_an_alert_of_ours() {
        var alerts =
                Manifest.in(Sources.at("k8s/observability/rules.yaml"))
                        .getFirst()
                        .node()
                        .findValuesAsText("alert");
        var named = new TreeSet<String>();
        for (var rule :
                Manifest.documents(Sources.read(CONFIGURATION)).getFirst().path("inhibit_rules")) {
            for (var matchers : List.of("source_matchers", "target_matchers")) {
                for (var matcher : rule.path(matchers)) {
                    var names =
                            matcher.asText().replaceFirst("^alertname =~? ", "").replace("\"", "");
                    named.addAll(List.of(names.split("\\|")));
                }
            }
        }
        assertThat(named).hasSizeGreaterThan(3).isSubsetOf(alerts);
    }
}
