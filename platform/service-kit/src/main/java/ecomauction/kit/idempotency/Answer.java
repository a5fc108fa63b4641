package ecomauction.kit.idempotency;

import ecomauction.kit.problem.Problem;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a write answers, good or bad: kept with its Idempotency-Key and given again word for word.
public record Answer(int status, @Nullable Object body, Map<String, String> headers) {

    public static Answer ok(Object body) {
        return new Answer(200, body, Map.of());
    }

    public static Answer created(Object body, String location) {
        return new Answer(201, body, Map.of("Location", location));
    }

    public static Answer accepted(Object body) {
        return new Answer(202, body, Map.of());
    }

    public static Answer noContent() {
        return new Answer(204, null, Map.of());
    }

    /// A refusal is an answer like any other.
    public static Answer refused(Problem problem) {
        return new Answer(problem.status(), problem.body(), problem.headers());
    }

    public Answer header(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, body, more);
    }
}
