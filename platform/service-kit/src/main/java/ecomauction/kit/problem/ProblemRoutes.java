package ecomauction.kit.problem;

import static java.util.regex.Pattern.CASE_INSENSITIVE;
import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.security.AuthenticationFailedException;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.common.util.MediaTypeHelper;

/// Refusals that happen outside of a resource: bad tokens, bodies announced too large, odd URLs,
/// and failures of routes that do without one.
class ProblemRoutes {

    private static final Pattern JSON_TYPE =
            Pattern.compile("\\s*application/([\\w.-]+\\+)?json\\s*(;.*)?", CASE_INSENSITIVE);

    private final ObjectMapper json;
    private final BodyLimit usual;
    private final Map<String, BodyLimit> others;

    ProblemRoutes(ObjectMapper json, BodyLimits limits) {
        this.json = json;
        this.usual = BodyLimit.of(limits.maxBody());
        this.others =
                limits.maxBodyOf().entrySet().stream()
                        .collect(toMap(Map.Entry::getKey, e -> BodyLimit.of(e.getValue())));
    }

    void install(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).handler(this::refuseLargeBody);
        router.route().order(Integer.MIN_VALUE).handler(this::refuseOtherTypes);
        router.route().order(Integer.MIN_VALUE).handler(this::refuseOddAccept);
        router.route().order(Integer.MIN_VALUE).failureHandler(this::answerFailure);
        // A path that cannot be decoded reaches no route.
        router.errorHandler(400, this::answerFailure);
    }

    private void refuseLargeBody(RoutingContext request) {
        var limit = others.getOrDefault(request.request().path(), usual);
        var length = request.request().getHeader("Content-Length");
        if (length == null) {
            // Over HTTP/2 a request that was read cannot be handed on; there Quarkus refuses it
            // itself.
            var chunked = request.request().getHeader("Transfer-Encoding") != null;
            if (chunked) {
                limit.wholeBody().handle(request);
            } else {
                request.next();
            }
        } else if (limit.isExceededBy(length)) {
            if (request.request().version() != HttpVersion.HTTP_2) {
                // The rest of the body is never read, so the connection cannot be used again.
                request.response().putHeader("Connection", "close");
            }
            answer(request, ProblemMappers.of(413));
        } else {
            request.next();
        }
    }

    /// Quarkus would read text/plain too, into any type with a constructor for a String.
    private void refuseOtherTypes(RoutingContext request) {
        var type = request.request().getHeader("Content-Type");
        if (type == null || type.isEmpty() || JSON_TYPE.matcher(type).matches()) {
            request.next();
        } else {
            answer(request, ProblemMappers.of(415));
        }
    }

    /// Quarkus would find out when it writes the answer, and fail.
    private void refuseOddAccept(RoutingContext request) {
        var accept = request.request().getHeader("Accept");
        if (accept == null || isReadable(accept)) {
            request.next();
        } else {
            answer(request, ProblemMappers.of(400));
        }
    }

    private static boolean isReadable(String accept) {
        try {
            return !MediaTypeHelper.parseHeader(accept).isEmpty();
        } catch (RuntimeException malformed) {
            return false;
        }
    }

    private void answerFailure(RoutingContext request) {
        var failure = request.failure();
        if (request.response().headWritten()) {
            request.next();
        } else if (failure instanceof AuthenticationFailedException) {
            request.response().putHeader("WWW-Authenticate", "Bearer");
            answer(request, ProblemMappers.unauthorized());
        } else if (request.statusCode() >= 400 && request.statusCode() < 500) {
            answer(request, ProblemMappers.of(request.statusCode()));
        } else if (failure instanceof Problem problem) {
            answer(request, problem);
        } else if (failure != null && !(failure instanceof SecurityException)) {
            answer(request, ProblemMappers.unexpected(failure));
        } else {
            request.next();
        }
    }

    private void answer(RoutingContext request, Problem problem) {
        try {
            problem.headers().forEach(request.response()::putHeader);
            request.response()
                    .setStatusCode(problem.status())
                    .putHeader("Content-Type", Problem.MEDIA_TYPE)
                    .end(json.writeValueAsString(problem.body()));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// @param wholeBody for bodies of unannounced length: further on, too large a one would get an
    ///   empty answer
    private record BodyLimit(long bytes, BodyHandler wholeBody) {

        static BodyLimit of(MemorySize size) {
            var bytes = size.asLongValue();
            return new BodyLimit(bytes, BodyHandler.create(false).setBodyLimit(bytes));
        }

        boolean isExceededBy(String length) {
            try {
                return Long.parseLong(length) > bytes;
            } catch (NumberFormatException malformed) {
                return true;
            }
        }
    }
}
