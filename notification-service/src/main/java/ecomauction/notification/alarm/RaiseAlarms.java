package ecomauction.notification.alarm;

import ecomauction.contracts.ops.OpsEvent.ErrorReported;
import ecomauction.kit.tx.Transactions;
import ecomauction.notification.notices.News;
import ecomauction.notification.notices.Notice;
import ecomauction.notification.notices.Notices;
import ecomauction.notification.recipients.RecipientGateway;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Tells of each trouble once. What Alertmanager delivers again, or repeats because it goes on,
/// finds the trouble known.
@ApplicationScoped
class RaiseAlarms {

    private final Transactions transactions;
    private final Alarms alarms;
    private final Reports reports;
    private final Notices notices;
    private final AlarmSettings settings;

    RaiseAlarms(
            Transactions transactions,
            Alarms alarms,
            Reports reports,
            Notices notices,
            AlarmSettings settings) {
        this.transactions = transactions;
        this.alarms = alarms;
        this.reports = reports;
        this.notices = notices;
        this.settings = settings;
    }

    /// In one order, so that two replicas with the same troubles never wait for each other.
    Uni<Void> handle(List<Alert> alerts) {
        var ordered = alerts.stream().sorted(Comparator.comparing(Alert::trouble)).toList();
        return transactions.run(tx ->
                Multi.createFrom()
                        .iterable(ordered)
                        .onItem()
                        .transformToUniAndConcatenate(alert -> take(tx, alert))
                        .collect()
                        .last()
                        .replaceWithVoid());
    }

    private Uni<Void> take(SqlConnection tx, Alert alert) {
        return alert.isFiring()
                ? alarms.note(tx, alert)
                        .chain(began ->
                                began.isEmpty()
                                        ? Uni.createFrom().voidItem()
                                        : tell(tx, alert, began.get()))
                : alarms.end(tx, alert);
    }

    private Uni<Void> tell(SqlConnection tx, Alert alert, Instant began) {
        return reports.find(tx, alert.label("service"), alert.label("fingerprint"))
                .map(report ->
                        new Notice(
                                "alarm:%s:%s".formatted(alert.trouble(), began),
                                RecipientGateway.OPERATIONS,
                                news(alert, report)))
                .chain(notice -> notices.tell(tx, List.of(notice)));
    }

    private News news(Alert alert, Optional<ErrorReported> report) {
        var trace = report.map(ErrorReported::traceId).orElse("");
        return new News.Alarm(
                report.map(ErrorReported::message).orElseGet(() -> alert.annotation("summary")),
                alert.label("alertname"),
                alert.label("severity"),
                alert.label("service"),
                report.map(r -> r.version() + ", " + r.instance()).orElse(""),
                report.map(ErrorReported::stage).orElseGet(() -> alert.label("stage")),
                report.map(ErrorReported::logger).orElse(""),
                alert.label("fingerprint"),
                alert.count(),
                report.map(ErrorReported::at).orElse(alert.startsAt()),
                alert.annotation("description"),
                report.map(ErrorReported::payload).orElse(""),
                trace.isEmpty() ? "" : settings.trace().replace("{traceId}", trace),
                settings.runbooks().orElse("") + alert.annotation("runbook_url"),
                report.map(ErrorReported::stack).orElse(""));
    }
}
