package ecomauction.kit.problem;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.security.AuthenticationFailedException;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.common.util.MediaTypeHelper;

/// Refusals that happen before a resource is found: bad tokens, bodies announced too large, odd
/// URLs.
class ProblemRoutes {

    private static final Pattern JSON_TYPE =
            Pattern.compile("\\s*application/([\\w.-]+\\+)?json\\s*(;.*)?", CASE_INSENSITIVE);

    private final ObjectMapper json;
    private final long maxBody;

    /// For bodies of unannounced length: further on, too large a one would get an empty answer.
    private final BodyHandler wholeBody;

    ProblemRoutes(
            ObjectMapper json,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maxBody) {
        this.json = json;
        this.maxBody = maxBody.asLongValue();
        this.wholeBody = BodyHandler.create(false).setBodyLimit(this.maxBody);
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
        var length = request.request().getHeader("Content-Length");
        if (length == null) {
            // Over HTTP/2 a request that was read cannot be handed on; there Quarkus refuses it
            // itself.
            var chunked = request.request().getHeader("Transfer-Encoding") != null;
            if (chunked) {
                wholeBody.handle(request);
            } else {
                request.next();
            }
        } else if (tooLarge(length)) {
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

    private boolean tooLarge(String length) {
        try {
            return Long.parseLong(length) > maxBody;
        } catch (NumberFormatException malformed) {
            return true;
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
        } else {
            request.next();
        }
    }

    private void answer(RoutingContext request, Problem problem) {
        try {
            request.response()
                    .setStatusCode(problem.status())
                    .putHeader("Content-Type", Problem.MEDIA_TYPE)
                    .end(json.writeValueAsString(problem.body()));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
