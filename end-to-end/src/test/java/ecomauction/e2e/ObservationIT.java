package ecomauction.e2e;

import static ecomauction.e2e.Floor.await;
import static ecomauction.e2e.RunningSystem.API;
import static ecomauction.e2e.RunningSystem.STACK;
import static ecomauction.e2e.RunningSystem.front;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import ecomauction.demo.replay.ReplayAll;
import ecomauction.demo.replay.ReplayAll.Settings;
import ecomauction.local.Options.Extra;
import ecomauction.testkit.Mails;
import ecomauction.testkit.Mails.Mail;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// What the people who run the system see of it: with Debian's Prometheus and Alertmanager, and the
/// cluster's own rules, routes and dashboards.
@TestMethodOrder(OrderAnnotation.class)
class ObservationIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Settings A_FIFTH =
            new Settings(30, 16, Duration.ofSeconds(70), Duration.ofMinutes(4));
    private static final Path SOURCES = Path.of("../k8s/observability");
    private static final Duration MINUTE = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String BURIED = "auction-service: Event is buried";
    private static final String FAILED = "bid-service: Request failed";

    /// Of all that is provoked here.
    private static final String TRACE = UUID.randomUUID().toString().replace("-", "");

    @BeforeAll
    static void observed() {
        Tools.require(Extra.OBSERVE);
        assertThat(API).isNotNull();
        await("Prometheus reads the services", PATIENCE, () -> value("sum(up)") >= 4);
    }

    /// Fifty events that nobody can read: each is buried, which is CRITICAL.
    @Test
    @Order(1)
    void a_critical_error_is_in_the_mail_within_a_minute() {
        var began = Instant.now();
        var bodies =
                IntStream.range(0, 50)
                        .mapToObj("{\"seq\": \"%d\", \"email\": \"anna@example.test\""::formatted);
        Poison.send(TRACE, bodies.toList());
        // From here on it is an error.
        await("it is in the log", PATIENCE, () -> LogsIT.isLogged(TRACE));

        await("the mail is there", MINUTE, () -> !alarms(BURIED).isEmpty());

        System.out.printf(
                "A provoked critical error was in the mail after %d s%n",
                Duration.between(began, Instant.now()).toSeconds());
        var mail = alarms(BURIED).getFirst().source();
        assertThat(mail)
                .contains("To: admin@example.test")
                .contains("firing, critical (CriticalError)")
                .contains("Event is buried topic=bid.events")
                .contains("Stage        local")
                .contains("ecomauction.kit.inbox.DeadLetters")
                .contains("java.lang.IllegalArgumentException")
                .contains("at ecomauction.kit.inbox.EventReader")
                .contains("Trace        ./ecom logs-of " + TRACE)
                .contains("docs/operate.md#criticalerror")
                .doesNotContain("anna@example.test");
        assertThat(count(mail)).isBetween(1, 50);
        awaitCounted("ecomauction.kit.inbox.DeadLetters", mail);
        Poison.send(TRACE, List.of("{"));
    }

    /// Less than ten by any one process; the rule counts those of all replicas as one.
    @Test
    @Order(2)
    void a_burst_of_errors_is_in_the_mail() throws Exception {
        withoutTable(() -> {
            for (int i = 0; i < 16; i++) {
                assertThat(incrementTables()).isEqualTo(500);
            }
        });
        assertThat(incrementTables()).isEqualTo(200);

        await("the mail is there", PATIENCE, () -> !alarms(FAILED).isEmpty());

        var mail = alarms(FAILED).getFirst().source();
        assertThat(mail)
                .contains("firing, critical (ErrorBurst)")
                .contains("Trace        ./ecom logs-of " + TRACE)
                .contains("relation \"increment_table\" does not exist")
                .contains("docs/operate.md#errorburst");
        assertThat(count(mail)).isBetween(10, 16);
        awaitCounted("ecomauction.kit.problem.ProblemMappers", mail);
    }

    /// A mistake of ours, as a service sees it: what it asks for is not in its database.
    private static void withoutTable(Runnable meanwhile) throws SQLException {
        var database = "jdbc:postgresql://127.0.0.1:%d/bid".formatted(STACK.port("postgres"));
        try (var owner = DriverManager.getConnection(database, "bid_owner", "bid_owner");
                var statement = owner.createStatement()) {
            statement.execute("ALTER TABLE increment_table RENAME TO increment_table_away");
            try {
                meanwhile.run();
            } finally {
                statement.execute("ALTER TABLE increment_table_away RENAME TO increment_table");
            }
        }
    }

    private static int incrementTables() {
        var request =
                HttpRequest.newBuilder(URI.create(front() + "/v1/increment-tables"))
                        .header("traceparent", Poison.parent(TRACE))
                        .build();
        return send(request).statusCode();
    }

    private static List<Mail> alarms(String subject) {
        return Mails.of("admin").all().stream()
                .filter(mail -> mail.subject().contains(subject))
                .toList();
    }

    private static int count(String mail) {
        return Integer.parseInt(field("Count", mail).split(" ")[0]);
    }

    private static String field(String name, String mail) {
        var line = Pattern.compile("(?m)^%s +(\\S.*?)\\s*$".formatted(name)).matcher(mail);
        assertThat(line.find()).as(mail).isTrue();
        return line.group(1);
    }

    /// What the mail tells of is found in Prometheus, which may have heard of it elsewhere first.
    private static void awaitCounted(String logger, String mail) {
        var fingerprint = field("Fingerprint", mail);
        await(
                "Prometheus counts " + fingerprint,
                PATIENCE,
                () -> fingerprints(logger).contains(fingerprint));
    }

    /// Under which Prometheus knows what a class has logged.
    private static List<String> fingerprints(String logger) {
        return query("log_errors_total{logger=\"%s\"}".formatted(logger))
                .findValuesAsText("fingerprint");
    }

    /// A query whose metric was renamed is told from one that only waits for its time.
    @Test
    @Order(3)
    void every_panel_has_data_while_the_demo_runs() throws Exception {
        var planted = new Panel("here", "planted", "sum(rate(bids_btach_size_sum[1m]))");
        var silent = new HashSet<>(panels());
        assertThat(silent).hasSizeGreaterThan(25);
        silent.add(planted);

        try (var thread = Executors.newVirtualThreadPerTaskExecutor()) {
            var demo = thread.submit(() -> new ReplayAll(API, System.out).run(A_FIFTH));
            while (!demo.isDone()) {
                silent.removeIf(Panel::hasData);
                Floor.rest(Duration.ofSeconds(2));
            }
            assertThat(demo.get()).isTrue();
        }
        // What came last is read a little later; the newest minute still counts.
        for (int i = 0; silent.size() > 1 && i < 15; i++) {
            silent.removeIf(Panel::hasData);
            Floor.rest(Duration.ofSeconds(1));
        }

        assertThat(silent).containsExactly(planted);
    }

    private record Panel(String dashboard, String title, String expression) {
        /// Neither nothing at all nor a division of nothing by nothing.
        boolean hasData() {
            return query(expression).findValues("value").stream()
                    .anyMatch(value -> !value.path(1).asText().equals("NaN"));
        }
    }

    private static List<Panel> panels() throws IOException {
        var panels = new ArrayList<Panel>();
        for (var file : dashboards()) {
            for (var panel : JSON.readTree(Files.readString(file)).path("panels")) {
                for (var target : panel.path("targets")) {
                    panels.add(
                            new Panel(
                                    file.getFileName().toString(),
                                    panel.path("title").asText(),
                                    target.path("expr").asText()));
                }
            }
        }
        return panels;
    }

    /// A metric that is renamed makes an alert that never fires.
    @Test
    @Order(4)
    void every_metric_of_the_rules_exists() throws Exception {
        var known = new HashSet<String>();
        get("/api/v1/label/__name__/values").path("data").forEach(n -> known.add(n.asText()));

        assertThat(metricsOfRules()).isNotEmpty().isSubsetOf(known);
    }

    private static Set<String> metricsOfRules() throws IOException {
        var names = new HashSet<String>();
        // Our metrics, and those of Quarkus, have at least two words.
        var metric = Pattern.compile("\\b(up|[a-z]+(?:_[a-z0-9]+)+)\\b(?=[{ )\\[])");
        var in = Files.readString(SOURCES.resolve("rules.yaml"));
        var expressions = Pattern.compile("(?s)expr:(.+?)\\n +(?:for|labels|keep_firing_for|- )");
        expressions
                .matcher(in)
                .results()
                .map(found -> found.group(1))
                .flatMap(expression -> metric.matcher(expression).results())
                .map(found -> found.group(1))
                .filter(name -> !name.equals("label_replace"))
                .forEach(names::add);
        return names;
    }

    private static List<Path> dashboards() throws IOException {
        try (var files = Files.list(SOURCES.resolve("dashboards"))) {
            return files.sorted().toList();
        }
    }

    /// The demo took longer than Alertmanager waits before it tells of a known trouble again.
    @Test
    @Order(5)
    void trouble_is_in_one_mail_however_many_errors_it_makes() {
        assertThat(alarms(BURIED)).hasSize(1);
        assertThat(alarms(FAILED)).hasSize(1);
    }

    private static double value(String expression) {
        var result = query(expression);
        return result.isEmpty() ? 0 : result.path(0).path("value").path(1).asDouble();
    }

    private static JsonNode query(String expression) {
        return get("/api/v1/query?query=" + URLEncoder.encode(expression, UTF_8))
                .path("data")
                .path("result");
    }

    private static JsonNode get(String path) {
        var address = "http://127.0.0.1:%d%s".formatted(STACK.port("prometheus"), path);
        var answer = send(HttpRequest.newBuilder(URI.create(address)).build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(request.uri().toString(), e);
        }
    }
}
