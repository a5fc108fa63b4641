package ecomauction.kit.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.opentelemetry.api.trace.Span;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the caller did wrong, or cannot have now. Thrown or returned; leaves as RFC 9457
/// problem+json.
///
/// `code` is stable API; `detail` is for people.
public final class Problem extends RuntimeException {

    public static final String MEDIA_TYPE = "application/problem+json";

    private final int status;
    private final String code;
    private final String detail;
    private final List<Violation> violations = new ArrayList<>();
    private final Map<String, Object> extras = new LinkedHashMap<>();
    private @Nullable Duration retryAfter;

    private Problem(int status, String code, String detail) {
        super(code + ": " + detail, null, false, false);
        this.status = status;
        this.code = code;
        this.detail = detail;
    }

    public static Problem of(int status, String code, String detail) {
        return new Problem(status, code, detail);
    }

    public static Problem badRequest(String code, String detail) {
        return of(400, code, detail);
    }

    public static Problem forbidden(String code, String detail) {
        return of(403, code, detail);
    }

    public static Problem notFound(String detail) {
        return of(404, "NOT_FOUND", detail);
    }

    public static Problem conflict(String code, String detail) {
        return of(409, code, detail);
    }

    public static Problem unprocessable(String code, String detail) {
        return of(422, code, detail);
    }

    /// 503: safe to repeat, best with the same Idempotency-Key.
    public static Problem unavailable(String detail) {
        return of(503, "UNAVAILABLE", detail).retryAfter(Duration.ofSeconds(1));
    }

    /// Names a field that is wrong, as a path into the body or the name of a parameter.
    public Problem field(String field, String message) {
        violations.add(new Violation(field, message));
        return this;
    }

    /// Adds a member of its own, such as `minNext`.
    public Problem with(String name, Object value) {
        extras.put(name, value);
        return this;
    }

    public Problem retryAfter(Duration wait) {
        retryAfter = wait;
        return this;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public Map<String, String> headers() {
        return retryAfter == null
                ? Map.of()
                : Map.of("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())));
    }

    public Body body() {
        var traceId = Span.current().getSpanContext();
        return new Body(
                "urn:ecomauction:problem:" + code.toLowerCase(Locale.ROOT).replace('_', '-'),
                HttpResponseStatus.valueOf(status).reasonPhrase(),
                status,
                code,
                detail,
                violations,
                traceId.isValid() ? traceId.getTraceId() : null,
                extras);
    }

    /// A field and what is wrong with it.
    @RegisterForReflection
    public record Violation(String field, String message) {}

    /// The members of RFC 9457, and ours.
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonPropertyOrder({"type", "title", "status", "code", "detail"})
    @RegisterForReflection
    public record Body(
            String type,
            String title,
            int status,
            String code,
            String detail,
            List<Violation> violations,
            @Nullable String traceId,
            @JsonAnyGetter Map<String, Object> extras) {}
}
