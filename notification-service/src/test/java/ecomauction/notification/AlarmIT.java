package ecomauction.notification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ecomauction.contracts.Topics;
import ecomauction.contracts.ops.OpsEvent.ErrorReported;
import ecomauction.testkit.Mails;
import ecomauction.testkit.Mails.Mail;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AlarmIT {

    private static final Publisher PUBLISHER = new Publisher();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static SmtpGate gate;

    @TestHTTPResource URI service;

    @BeforeAll
    static void open() {
        gate = SmtpGate.open();
    }

    @AfterAll
    static void close() {
        gate.close();
        PUBLISHER.close();
    }

    private static String newKind() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    }

    private static void report(String fingerprint) {
        var event =
                Topics.OPS_ERRORS.event(
                        fingerprint,
                        0,
                        new ErrorReported(
                                fingerprint,
                                "bid-service",
                                "0.1.0",
                                "prod",
                                "bid-service-1/7",
                                "CRITICAL",
                                "ecomauction.bid.Something",
                                "All is lost auctionId=4711 " + fingerprint,
                                "java.lang.IllegalStateException: <gone>\n\tat ecomauction.bid.X",
                                "{\"seq\":7}",
                                "4bf92f3577b34da6a3ce929d0e0e4736",
                                Instant.parse("2026-01-03T10:00:00.250Z")));
        PUBLISHER.send(event);
        Database.awaitHandled(List.of(event.id()));
    }

    private int alert(String status, String fingerprint, int count) throws Exception {
        return alert(status, fingerprint, count, "of-alertmanager");
    }

    /// As Alertmanager sends it, with the members that nobody here reads.
    private int alert(String status, String fingerprint, int count, String secret)
            throws Exception {
        var body =
                """
                {"version": "4", "groupKey": "{}:{}", "truncatedAlerts": 0, "status": "%1$s",
                 "receiver": "mail", "groupLabels": {}, "commonLabels": {}, "commonAnnotations": {},
                 "externalURL": "http://alertmanager", "alerts": [{
                   "status": "%1$s", "fingerprint": "00aa", "startsAt": "%4$s",
                   "endsAt": "0001-01-01T00:00:00Z", "generatorURL": "http://prometheus/graph",
                   "labels": {"alertname": "CriticalError", "severity": "critical",
                              "service": "bid-service", "fingerprint": "%2$s"},
                   "annotations": {"count": "%3$d", "summary": "A critical error",
                                   "description": "bid-service logs it.",
                                   "runbook_url": "docs/operate.md#criticalerror"}}]}
                """
                        .formatted(status, fingerprint, count, Instant.now());
        var login = Base64.getEncoder().encodeToString(("alertmanager:" + secret).getBytes(UTF_8));
        return HTTP.send(
                        HttpRequest.newBuilder(service.resolve("/v1/ops/alarms"))
                                .header("Authorization", "Basic " + login)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString())
                .statusCode();
    }

    private static List<Mail> mails(String fingerprint) {
        return Mails.of("on-call").all().stream()
                .filter(mail -> mail.source().contains(fingerprint))
                .toList();
    }

    private static void settle(String fingerprint) {
        Database.awaitTrue(
                "SELECT count(*) > 0 AND bool_and(d.state = 'SENT') FROM delivery d"
                        + " JOIN notice n ON n.id = d.notice_id WHERE n.news LIKE '%"
                        + fingerprint
                        + "%'");
    }

    @Test
    void one_mail_tells_of_ten_thousand_errors_however_often_it_is_delivered() throws Exception {
        var kind = newKind();
        report(kind);

        for (int i = 0; i < 5; i++) {
            assertThat(alert("firing", kind, 10_000 + i)).isEqualTo(204);
        }
        settle(kind);

        assertThat(mails(kind)).hasSize(1);
        var mail = mails(kind).getFirst();
        assertThat(mail.subject())
                .startsWith("[prod critical] bid-service: All is lost auctionId=4711");
        assertThat(mail.source())
                .contains("To: on-call@example.test")
                .contains("10000 when this was written")
                .contains("bid-service (0.1.0, bid-service-1/7)")
                .contains("java.lang.IllegalStateException: <gone>")
                .contains("IllegalStateException: &lt;gone&gt;")
                .contains("{\"seq\":7}")
                .contains("./ecom logs-of 4bf92f3577b34da6a3ce929d0e0e4736")
                .contains("https://runbooks.example/docs/operate.md#criticalerror");
    }

    @Test
    void what_comes_back_after_a_silence_is_told_again() throws Exception {
        var kind = newKind();
        alert("firing", kind, 1);
        alert("resolved", kind, 1);
        alert("firing", kind, 1);
        settle(kind);
        assertThat(mails(kind)).hasSize(1);

        Database.execute(
                "UPDATE alarm SET seen_at = now() - interval '1 hour' WHERE trouble LIKE '%' || $1",
                kind);
        alert("firing", kind, 3);
        settle(kind);

        assertThat(mails(kind)).hasSize(2);
    }

    @Test
    void an_alarm_without_a_report_says_what_the_rule_says() throws Exception {
        var kind = newKind();

        alert("firing", kind, 1);
        settle(kind);

        assertThat(mails(kind).getFirst().subject()).contains("bid-service: A critical error");
        assertThat(mails(kind).getFirst().source()).contains("bid-service logs it.");
    }

    @Test
    void nobody_else_raises_alarms() throws Exception {
        assertThat(alert("firing", newKind(), 1, "guessed")).isEqualTo(401);
        assertThat(new Api(service, "bidder1").post("/v1/ops/alarms", "{}").status())
                .isEqualTo(403);
        assertThat(new Api(service, "operator").post("/v1/ops/alarms", "{\"alerts\":[]}").status())
                .isEqualTo(204);
    }

    @Test
    void alertmanager_is_nobody_elsewhere() throws Exception {
        var login =
                Base64.getEncoder().encodeToString("alertmanager:of-alertmanager".getBytes(UTF_8));
        var request =
                HttpRequest.newBuilder(service.resolve("/v1/me/inbox"))
                        .header("Authorization", "Basic " + login);

        assertThat(HTTP.send(request.build(), BodyHandlers.discarding()).statusCode())
                .isEqualTo(401);
    }
}
