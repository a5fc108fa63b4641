package ecomauction.notification.alarm;

import ecomauction.contracts.ops.OpsEvent.ErrorReported;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// The newest report of each kind of error in each service.
@ApplicationScoped
class Reports {

    private static final String KEEP =
            """
            INSERT INTO error_report (service, fingerprint, version, stage, instance, level, logger,
                message, stack, payload, trace_id, at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            ON CONFLICT (service, fingerprint) DO UPDATE SET
                version = $3, stage = $4, instance = $5, level = $6, logger = $7, message = $8,
                stack = $9, payload = $10, trace_id = $11, at = $12
            """;

    Uni<Void> keep(SqlConnection tx, ErrorReported report) {
        return tx.preparedQuery(KEEP)
                .execute(
                        Tuple.tuple(
                                Arrays.asList(
                                        report.service(),
                                        report.fingerprint(),
                                        report.version(),
                                        report.stage(),
                                        report.instance(),
                                        report.level(),
                                        report.logger(),
                                        report.message(),
                                        report.stack(),
                                        report.payload(),
                                        report.traceId(),
                                        report.at().atOffset(ZoneOffset.UTC))))
                .replaceWithVoid();
    }

    Uni<Optional<ErrorReported>> find(SqlConnection tx, String service, String fingerprint) {
        return tx.preparedQuery(
                        "SELECT * FROM error_report WHERE service = $1 AND fingerprint = $2")
                .execute(Tuple.of(service, fingerprint))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(Reports::report)
                                .findFirst());
    }

    private static ErrorReported report(Row row) {
        return new ErrorReported(
                row.getString("fingerprint"),
                row.getString("service"),
                row.getString("version"),
                row.getString("stage"),
                row.getString("instance"),
                row.getString("level"),
                row.getString("logger"),
                row.getString("message"),
                row.getString("stack"),
                row.getString("payload"),
                row.getString("trace_id"),
                row.getOffsetDateTime("at").toInstant());
    }
}
