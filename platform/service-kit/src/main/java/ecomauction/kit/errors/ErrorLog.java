package ecomauction.kit.errors;

import ecomauction.contracts.ops.OpsEvent.ErrorReported;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigUtils;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Handler;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jspecify.annotations.Nullable;

/// Hears each log record of level ERROR or FATAL: counts it by its fingerprint, and reports the
/// first of each. FATAL is what this system calls CRITICAL.
///
/// `ecomauction.stage` names the installation in reports; else the profile does.
///
/// The number of fingerprints is bounded, whatever somebody puts into a message.
@ApplicationScoped
class ErrorLog {

    private static final int MOST_KINDS = 100;
    private static final String FURTHER = "further";
    private static final int LONGEST_TEXT = 4_000;
    private static final Duration NEXT_REPORT = Duration.ofMinutes(10);

    private final MeterRegistry meters;
    private final ErrorReports reports;
    private final String service;
    private final String version;
    private final String stage;
    private final String instance;
    private final Map<String, Instant> reported = new ConcurrentHashMap<>();
    private final Handler handler = handler();

    ErrorLog(
            MeterRegistry meters,
            ErrorReports reports,
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "quarkus.application.version") String version,
            @ConfigProperty(name = "ecomauction.stage") Optional<String> stage,
            @ConfigProperty(name = "HOSTNAME") Optional<String> host) {
        this.meters = meters;
        this.reports = reports;
        this.service = service;
        this.version = version;
        this.stage = stage.orElseGet(() -> String.join("+", ConfigUtils.getProfiles()));
        this.instance = host.orElse("unknown") + "/" + ProcessHandle.current().pid();
    }

    void begin(@Observes StartupEvent started) {
        Logger.getLogger("").addHandler(handler);
    }

    void end(@Observes ShutdownEvent stop) {
        Logger.getLogger("").removeHandler(handler);
    }

    /// An `ExtHandler`, since others get the message with its facts put in, which hides the
    /// constant sentence.
    private Handler handler() {
        var handler =
                new ExtHandler() {
                    @Override
                    protected void doPublish(ExtLogRecord line) {
                        take(line);
                    }
                };
        handler.setLevel(Level.ERROR);
        return handler;
    }

    private void take(ExtLogRecord line) {
        var logger = String.valueOf(line.getLoggerName());
        var level = line.getLevel().intValue() >= Level.FATAL.intValue() ? "CRITICAL" : "ERROR";
        var kind =
                bounded(
                        Fingerprint.of(
                                logger, String.valueOf(line.getMessage()), line.getThrown()));
        var label = kind.equals(FURTHER) ? FURTHER : logger;
        meters.counter("log.errors", "level", level, "fingerprint", kind, "logger", label)
                .increment();
        if (isDue(kind)) {
            reports.offer(report(line, kind, level, logger));
        }
    }

    private String bounded(String fingerprint) {
        return reported.containsKey(fingerprint) || reported.size() < MOST_KINDS
                ? fingerprint
                : FURTHER;
    }

    /// True for one thread only.
    private boolean isDue(String kind) {
        var now = Instant.now();
        var last = reported.putIfAbsent(kind, now);
        return last == null
                || last.plus(NEXT_REPORT).isBefore(now) && reported.replace(kind, last, now);
    }

    private ErrorReported report(ExtLogRecord line, String kind, String level, String logger) {
        var payload = ErrorPayload.current();
        var trace = line.getMdc("traceId");
        return new ErrorReported(
                kind,
                service,
                version,
                stage,
                instance,
                level,
                logger,
                masked(String.valueOf(line.getFormattedMessage())),
                line.getThrown() == null ? null : masked(stack(line.getThrown())),
                payload == null ? null : masked(payload),
                trace == null || trace.isEmpty() ? null : trace,
                line.getInstant());
    }

    /// Cut before it is masked, with a margin: a mask must not depend on what comes after the cut.
    private static String masked(String text) {
        var masked =
                Mask.text(
                        text.length() > 2 * LONGEST_TEXT
                                ? text.substring(0, 2 * LONGEST_TEXT)
                                : text);
        return masked.length() > LONGEST_TEXT ? masked.substring(0, LONGEST_TEXT) + " …" : masked;
    }

    private static String stack(@Nullable Throwable thrown) {
        var text = new StringWriter();
        if (thrown != null) {
            thrown.printStackTrace(new PrintWriter(text));
        }
        return text.toString();
    }
}
