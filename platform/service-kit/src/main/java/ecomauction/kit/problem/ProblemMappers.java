package ecomauction.kit.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import ecomauction.kit.tx.Outage;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Turns every exception that reaches the edge of HTTP into a problem.
class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    @ServerExceptionMapper
    Response problem(Problem problem) {
        return respond(problem);
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    Response unauthorized(SecurityException failure) {
        return respond(unauthorized());
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException failure) {
        return respond(Problem.forbidden("FORBIDDEN", "Your roles do not allow this."));
    }

    /// Named as well because Quarkus has a mapper of its own for it, which the nearest type
    /// decides.
    @ServerExceptionMapper({JsonProcessingException.class, MismatchedInputException.class})
    Response json(JsonProcessingException failure) {
        return respond(malformed(failure));
    }

    @ServerExceptionMapper
    Response violations(ConstraintViolationException failure) {
        var problem = Problem.badRequest("VALIDATION_FAILED", "Some fields are not valid.");
        failure.getConstraintViolations().forEach(v -> problem.field(fieldOf(v), v.getMessage()));
        return respond(problem);
    }

    @ServerExceptionMapper
    Response http(WebApplicationException failure, UriInfo uri) {
        if (failure.getCause() instanceof Problem problem) {
            return respond(problem);
        }
        if (failure.getCause() instanceof JsonProcessingException json) {
            return respond(malformed(json));
        }
        var status = failure.getResponse().getStatus();
        if (status >= 500) {
            return respond(unexpected(failure));
        }
        return respond(badParameter(failure, uri).orElseGet(() -> of(status)));
    }

    /// A parameter of a wrong kind is 404 to Jakarta REST, in the query as in the path: there it is
    /// right, here it hides the mistake. Only the cause's text tells which value it was.
    private static Optional<Problem> badParameter(WebApplicationException failure, UriInfo uri) {
        var cause = failure.getCause() == null ? null : failure.getCause().getMessage();
        if (cause == null || anyIn(uri.getPathParameters().values(), cause)) {
            return Optional.empty();
        }
        return uri.getQueryParameters().entrySet().stream()
                .filter(parameter -> anyIn(List.of(parameter.getValue()), cause))
                .findFirst()
                .map(parameter ->
                        Problem.badRequest("INVALID_PARAMETER", "A parameter is not valid.")
                                .field(parameter.getKey(), "not a value that it can have"));
    }

    private static boolean anyIn(Collection<List<String>> values, String text) {
        return values.stream().flatMap(List::stream).anyMatch(text::contains);
    }

    @ServerExceptionMapper
    Response any(Exception failure) {
        return respond(unexpected(failure));
    }

    static Problem unexpected(Throwable failure) {
        if (Outage.isCauseOf(failure)) {
            LOG.warnf("Refused for an outage cause=%s", failure.toString());
            return Problem.unavailable("A part of the system is not reachable now; try again.");
        }
        LOG.error("Request failed", failure);
        return Problem.of(500, "INTERNAL_ERROR", "Something went wrong on our side.")
                .with("retryable", false);
    }

    static Problem unauthorized() {
        return Problem.of(401, "UNAUTHORIZED", "Send a valid bearer token.");
    }

    static Problem of(int status) {
        return switch (status) {
            case 400 -> Problem.badRequest("BAD_REQUEST", "The request cannot be read.");
            case 404 -> Problem.notFound("There is nothing here.");
            case 405 -> Problem.of(405, "METHOD_NOT_ALLOWED", "Not with this method.");
            case 406 -> Problem.of(406, "NOT_ACCEPTABLE", "Not in a form that you accept.");
            case 413 -> Problem.of(413, "BODY_TOO_LARGE", "The body is larger than this takes.");
            case 415 -> Problem.of(415, "UNSUPPORTED_MEDIA_TYPE", "Send application/json, please.");
            default -> Problem.of(status, "HTTP_" + status, "The request was refused.");
        };
    }

    private static Response respond(Problem problem) {
        var response = Response.status(problem.status()).type(Problem.MEDIA_TYPE);
        problem.headers().forEach(response::header);
        if (problem.status() == 401) {
            response.header("WWW-Authenticate", "Bearer");
        }
        return response.entity(problem.body()).build();
    }

    private static Problem malformed(JsonProcessingException failure) {
        if (failure instanceof UnrecognizedPropertyException unknown) {
            return Problem.badRequest("UNKNOWN_FIELD", "The body has a field that is not known.")
                    .field(pathOf(unknown), "unknown field");
        }
        if (failure instanceof JsonMappingException mapping) {
            var problem =
                    Problem.badRequest("INVALID_VALUE", "The body has a value of a wrong kind.");
            return mapping.getPath().isEmpty()
                    ? problem
                    : problem.field(pathOf(mapping), "not a value that this field can have");
        }
        return Problem.badRequest("MALFORMED_JSON", "The body is not valid JSON" + place(failure));
    }

    private static String place(JsonProcessingException failure) {
        var place = failure.getLocation();
        return place == null || place.getLineNr() < 1
                ? "."
                : " (line %d, column %d).".formatted(place.getLineNr(), place.getColumnNr());
    }

    private static String pathOf(JsonMappingException failure) {
        return failure.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[]" : step.getFieldName())
                .collect(Collectors.joining("."));
    }

    /// Bean Validation names the method and parameter first; callers know neither.
    private static String fieldOf(ConstraintViolation<?> violation) {
        var names =
                StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
                        .map(node -> node.toString())
                        .toList();
        return String.join(".", names.subList(Math.min(2, names.size() - 1), names.size()));
    }
}
