package ecomauction.e2e;

import static ecomauction.e2e.Floor.await;
import static ecomauction.e2e.RunningSystem.API;
import static ecomauction.e2e.RunningSystem.STACK;
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
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
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

    @BeforeAll
    static void observed() {
        Tools.require(Extra.OBSERVE);
        assertThat(API).isNotNull();
        await("Prometheus reads the services", Duration.ofSeconds(60), () -> value("sum(up)") >= 4);
    }

    /// Fifty events that nobody can read: each is buried, which is CRITICAL.
    @Test
    @Order(1)
    void a_critical_error_is_in_the_mail_within_a_minute_and_once() throws Exception {
        var began = Instant.now();
        for (int i = 0; i < 50; i++) {
            poison("{\"seq\": \"" + i + "\", \"email\": \"anna@example.test\"");
        }

        await("the mail is there", Duration.ofSeconds(60), () -> !alarms().isEmpty());

        System.out.printf(
                "A provoked critical error was in the mail after %d s%n",
                Duration.between(began, Instant.now()).toSeconds());
        var mail = alarms().getFirst().source();
        assertThat(mail)
                .contains("To: admin@example.test")
                .contains("firing, critical (CriticalError)")
                .contains("Event is buried topic=bid.events")
                .contains("Stage        local")
                .contains("ecomauction.kit.inbox.DeadLetters")
                .contains("java.lang.IllegalArgumentException")
                .contains("at ecomauction.kit.inbox.EventReader")
                .contains("docs/operate.md#criticalerror")
                .doesNotContain("anna@example.test");
        poison("{");
        Floor.rest(Duration.ofSeconds(35));
        assertThat(alarms()).hasSize(1);
    }

    private static List<Mail> alarms() {
        return Mails.of("admin").all().stream()
                .filter(mail -> mail.subject().contains("auction-service: Event is buried"))
                .toList();
    }

    private static void poison(String body) {
        try (var producer =
                new KafkaProducer<>(
                        Map.<String, Object>of(
                                "bootstrap.servers", "127.0.0.1:" + STACK.port("kafka")),
                        new StringSerializer(),
                        new StringSerializer())) {
            var event = new ProducerRecord<>("bid.events", "poison", body);
            event.headers().add("ce_type", "ecomauction.BidAccepted".getBytes(UTF_8));
            producer.send(event).get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /// A query whose metric was renamed is told from one that only waits for its time.
    @Test
    @Order(2)
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
    @Order(3)
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
        try {
            var address = "http://127.0.0.1:%d%s".formatted(STACK.port("prometheus"), path);
            var answer =
                    HTTP.send(
                            HttpRequest.newBuilder(URI.create(address)).build(),
                            BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return JSON.readTree(answer.body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(path, e);
        }
    }
}
