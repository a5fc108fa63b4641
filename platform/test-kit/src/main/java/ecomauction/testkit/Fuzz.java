package ecomauction.testkit;

import ecomauction.testkit.OddRequest.Oddity;
import ecomauction.testkit.OpenApi.Operation;
import ecomauction.testkit.Wire.Reply;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Sends odd requests to every operation of a running service: no answer is a 5xx, every refusal is
/// a proper problem that shows nothing of what is inside, and a body over the limit gets 413.
///
/// ```java
/// Fuzz.at(base, "/roles.txt").rounds(400).check();
/// ```
///
/// The same seed sends the same requests; `-Decom.fuzz-seed=7` takes another.
public final class Fuzz {

    private static final int DEFAULT_BODY_LIMIT = 64 * 1024;
    private static final Set<Oddity> TOO_LARGE =
            EnumSet.of(Oddity.TOO_LARGE, Oddity.TOO_LARGE_CHUNKED);

    /// Left out, so that the same fault looks the same each time.
    private static final Pattern TRACE_ID = Pattern.compile("\"traceId\":\"\\w+\",?");

    private static final int FAULTS_SHOWN = 30;

    private final URI service;
    private final RoleTable table;
    private final Map<String, Integer> bodyLimits = new HashMap<>();
    private final Map<String, String> ids = new HashMap<>();
    private UnaryOperator<String> tokens = Tokens::of;
    private long seed = Long.getLong("ecom.fuzz-seed", 1);
    private int rounds = 400;

    private Fuzz(URI service, RoleTable table) {
        this.service = service;
        this.table = table;
    }

    /// @param table the role matrix, which tells who gets past the door; see [RoleTable]
    public static Fuzz at(URI service, String table) {
        return new Fuzz(service, RoleTable.read(table));
    }

    public Fuzz tokens(UnaryOperator<String> tokenOfUser) {
        tokens = tokenOfUser;
        return this;
    }

    public Fuzz seed(long other) {
        seed = other;
        return this;
    }

    /// Requests for each operation.
    public Fuzz rounds(int perOperation) {
        rounds = perOperation;
        return this;
    }

    /// For an operation that takes more, or less, than 64 KiB.
    public Fuzz bodyLimit(String operation, int bytes) {
        bodyLimits.put(operation, bytes);
        return this;
    }

    /// The value of a parameter in paths or headers: without the id of something that exists, or
    /// its If-Match, nearly all requests end at a 404 or 428.
    public Fuzz using(String parameter, String value) {
        ids.put(parameter, value);
        return this;
    }

    public void check() {
        var api = OpenApi.of(service);
        Map<String, List<String>> faults = new LinkedHashMap<>();
        for (var operation : api.operations()) {
            var user = table.userFor(operation.name());
            for (int round = 0; round < roundsFor(operation); round++) {
                var where = operation.name() + " round " + round;
                fire(api, operation, round, login(user))
                        .ifPresent(fault ->
                                faults.computeIfAbsent(fault, _ -> new ArrayList<>()).add(where));
            }
        }
        if (!faults.isEmpty()) {
            var shown = faults.entrySet().stream().limit(FAULTS_SHOWN).map(Fuzz::summary).toList();
            throw new AssertionError(
                    "Fuzzing %s with seed %d found %d faults\n%s"
                            .formatted(service, seed, faults.size(), String.join("\n", shown)));
        }
    }

    /// For each request, since on a slow machine all of them may take longer than a token lives.
    private Map<String, String> login(@Nullable String user) {
        return user == null ? Map.of() : Map.of("Authorization", "Bearer " + tokens.apply(user));
    }

    private static String summary(Map.Entry<String, List<String>> fault) {
        var places = fault.getValue();
        return "%s\n    at %s%s"
                .formatted(
                        fault.getKey(),
                        places.getFirst(),
                        places.size() > 1 ? " and " + (places.size() - 1) + " more" : "");
    }

    /// Paths and headers alone are soon tried.
    private int roundsFor(Operation operation) {
        return operation.hasBody() || !operation.parameters("query").isEmpty()
                ? rounds
                : rounds / 4;
    }

    /// Each round has a random of its own, so that it can be repeated alone. Half of them are for
    /// the first oddity, which has the most to try.
    private Optional<String> fire(
            OpenApi api, Operation operation, int round, Map<String, String> login) {
        var oddities = Oddity.of(operation);
        var others = oddities.subList(1, oddities.size());
        var oddity = round % 2 == 0 ? oddities.getFirst() : others.get(round / 2 % others.size());
        int turn = round % 2 == 0 ? round / 2 : round / 2 / others.size();
        int start = Math.floorMod(seed * 31, 1_000);
        var samples =
                new Samples(api, new Random(Objects.hash(seed, operation.name(), round)), ids);
        int limit = bodyLimits.getOrDefault(operation.name(), DEFAULT_BODY_LIMIT);
        var request = new OddRequest(samples, operation, oddity, start + turn, limit);
        return outcome(request, oddity, login)
                .map(fault -> "%s %s: %s".formatted(oddity, request, fault));
    }

    private Optional<String> outcome(OddRequest request, Oddity oddity, Map<String, String> login) {
        try {
            var reply = request.send(service, login);
            return TOO_LARGE.contains(oddity) && reply.status() != 413
                    ? Optional.of("answered " + reply.status() + " instead of 413")
                    : fault(request, reply);
        } catch (IOException e) {
            return request.isHttp() ? Optional.of("no answer, " + e) : Optional.empty();
        }
    }

    private static Optional<String> fault(OddRequest request, Reply reply) {
        int status = reply.status();
        var body = TRACE_ID.matcher(reply.body()).replaceAll("");
        if (status >= 500 || status == 0 && request.isHttp()) {
            return Optional.of("answered " + status + " " + body);
        }
        if (status < 400 || !request.isHttp()) {
            return Optional.empty();
        }
        return ProblemCheck.fault(status, reply.contentType(), reply.body())
                .map(fault -> status + " " + fault + ": " + body);
    }
}
