package ecomauction.kit.errors;

import static org.assertj.core.api.Assertions.assertThat;

import ecomauction.kit.app.Http;
import ecomauction.kit.app.KitTest;
import ecomauction.kit.app.Until;
import ecomauction.testkit.Events;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@KitTest
@TestMethodOrder(OrderAnnotation.class)
class ErrorsIT {

    private static final Logger LOG = Logger.getLogger(ErrorsIT.class);

    @Test
    void many_same_errors_are_one_report_and_a_count() {
        for (int i = 0; i < 300; i++) {
            LOG.fatalf(new IllegalStateException("n " + i), "All is lost number=%d", i);
        }

        try (var reports = Events.on("ops.errors")) {
            var report =
                    reports.await(
                            "ErrorReported",
                            e -> e.body().path("message").asText().startsWith("All is lost"));
            var body = report.body();
            assertThat(body.path("message").asText()).isEqualTo("All is lost number=0");
            assertThat(body.path("level").asText()).isEqualTo("CRITICAL");
            assertThat(body.path("service").asText()).isEqualTo("kit-test");
            assertThat(body.path("stage").asText()).isEqualTo("test");
            assertThat(body.path("logger").asText()).isEqualTo(ErrorsIT.class.getName());
            assertThat(body.path("stack").asText())
                    .startsWith("java.lang.IllegalStateException: n 0")
                    .contains("ErrorsIT.many_same");
            assertThat(counted(body.path("fingerprint").asText(), "CRITICAL")).isEqualTo(300);
        }
    }

    @Test
    void a_report_has_no_secrets_and_the_payload_that_the_log_has_not() {
        ErrorPayload.during(
                "{\"seq\":7,\"email\":\"anna@example.test\"}",
                () -> LOG.errorf("Refused by anna@example.test password=%s", "hunter2"));

        try (var reports = Events.on("ops.errors")) {
            var body =
                    reports.await(
                                    "ErrorReported",
                                    e -> e.body().path("message").asText().startsWith("Refused by"))
                            .body();
            assertThat(body.path("message").asText()).isEqualTo("Refused by *** password=***");
            assertThat(body.path("payload").asText()).isEqualTo("{\"seq\":7,\"email\":***}");
            assertThat(body.path("level").asText()).isEqualTo("ERROR");
        }
    }

    @Test
    void an_unexpected_failure_of_a_request_is_reported_with_its_trace() {
        var problem = Http.at("/kit/bug").get().json();

        try (var reports = Events.on("ops.errors")) {
            var body =
                    reports.await(
                                    "ErrorReported",
                                    e -> e.body().path("message").asText().equals("Request failed"))
                            .body();
            assertThat(problem.path("traceId").asText()).isNotEmpty();
            assertThat(body.path("traceId").asText()).hasSize(32);
        }
    }

    /// The last one, since it leaves no room for other kinds.
    @Test
    @Order(Integer.MAX_VALUE)
    void messages_that_are_never_the_same_do_not_fill_the_memory() {
        for (int i = 0; i < 300; i++) {
            LOG.error("Built by hand " + i);
        }

        Until.isTrue("the rest is one kind", () -> counted("further", "ERROR") >= 150);
        assertThat(Pattern.compile("(?m)^log_errors_total").matcher(metrics()).results().count())
                .isLessThan(120);
    }

    private static long counted(String fingerprint, String level) {
        var line =
                Pattern.compile(
                        "(?m)^log_errors_total\\{[^}]*fingerprint=\"%s\"[^}]*level=\"%s\"[^}]*} (\\S+)$"
                                .formatted(fingerprint, level));
        var found = line.matcher(metrics());
        return found.find() ? Math.round(Double.parseDouble(found.group(1))) : 0;
    }

    private static String metrics() {
        return Http.at("/q/metrics").header("Accept", "text/plain").get().body();
    }
}
