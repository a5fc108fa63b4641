package ecomauction.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import java.util.regex.Pattern;

/// Whether a refusal is what every refusal of ours has to be: RFC 9457 with a code, and discreet.
final class ProblemCheck {

    /// Class names, stack traces, SQL.
    private static final Pattern INDISCREET =
            Pattern.compile(
                    "\\b(java|jakarta|ecomauction|io\\.(quarkus|vertx|smallrye|netty)|com\\.fasterxml"
                            + "|org\\.(jboss|postgresql|apache))\\.\\w+|\\w+Exception\\b|\\bat \\w+(\\.\\w+)+\\("
                            + "|SQLSTATE|(?i:\\bselect\\b.+\\bfrom\\b|\\binsert into\\b|\\bupdate\\b.+\\bset\\b)");

    private static final ObjectMapper JSON = new ObjectMapper();

    private ProblemCheck() {}

    /// What is wrong with an answer of status 400 or more, if anything.
    static Optional<String> fault(int status, String contentType, String body) {
        if (!contentType.startsWith("application/problem+json")) {
            return Optional.of("content type is \"" + contentType + "\"");
        }
        if (INDISCREET.matcher(body).find()) {
            return Optional.of("shows what is inside");
        }
        try {
            return fault(status, JSON.readTree(body));
        } catch (JsonProcessingException e) {
            return Optional.of("body is not JSON");
        }
    }

    private static Optional<String> fault(int status, JsonNode problem) {
        if (problem.path("status").asInt() != status) {
            return Optional.of("has another status inside: " + problem.path("status"));
        }
        if (problem.path("code").asText().isBlank() || problem.path("title").asText().isBlank()) {
            return Optional.of("has no code or no title");
        }
        return Optional.empty();
    }
}
