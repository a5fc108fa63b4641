package ecomauction.notification.alarm;

import ecomauction.contracts.ops.OpsEvent;
import ecomauction.contracts.ops.OpsEvent.ErrorReported;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;

/// Keeps what a service reported, for the mail. It counts as well: the process that reported may
/// have died of it before anybody read its own counter.
@ApplicationScoped
class KeepReport {

    private final Reports reports;
    private final MeterRegistry meters;

    KeepReport(Reports reports, MeterRegistry meters) {
        this.reports = reports;
        this.meters = meters;
    }

    Uni<Void> handle(SqlConnection tx, OpsEvent event) {
        return switch (event) {
            case ErrorReported report -> reports.keep(tx, report).invoke(() -> count(report));
        };
    }

    private void count(ErrorReported report) {
        meters.counter(
                        "errors.reported",
                        "origin",
                        report.service(),
                        "level",
                        report.level(),
                        "fingerprint",
                        report.fingerprint())
                .increment();
    }
}
