package ecomauction.testkit;

import static ecomauction.testkit.RoleTable.ANONYMOUS;
import static java.nio.charset.StandardCharsets.UTF_8;

import ecomauction.testkit.OpenApi.Operation;
import ecomauction.testkit.Wire.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Tries every operation of a running service as every role, and compares with a table; an
/// operation that is missing in the table, or only in the table, fails too.
///
/// ```java
/// RoleMatrix.at(base, "/roles.txt").check();
/// ```
///
/// Requests carry made-up ids and an empty body, so what is allowed answers 404 or 400 and changes
/// nothing.
public final class RoleMatrix {

    private final URI service;
    private final RoleTable table;
    private final Map<String, String> badTokens = new LinkedHashMap<>();
    private UnaryOperator<String> tokens = Tokens::of;

    private RoleMatrix(URI service, RoleTable table) {
        this.service = service;
        this.table = table;
    }

    /// @param table resource on the class path; see [RoleTable]
    public static RoleMatrix at(URI service, String table) {
        return new RoleMatrix(service, RoleTable.read(table));
    }

    public RoleMatrix tokens(UnaryOperator<String> tokenOfUser) {
        tokens = tokenOfUser;
        return this;
    }

    /// A token that must be refused, such as one for another audience.
    public RoleMatrix refuses(String what, String token) {
        badTokens.put(what, token);
        return this;
    }

    public void check() {
        var api = OpenApi.of(service);
        var faults = Stream.concat(differences(api), answers(api)).toList();
        if (!faults.isEmpty()) {
            throw new AssertionError(
                    "Role matrix of " + service + "\n" + String.join("\n", faults));
        }
    }

    private Stream<String> differences(OpenApi api) {
        var documented = api.operations().stream().map(Operation::name).collect(Collectors.toSet());
        var missing = documented.stream().filter(name -> !table.allowed().containsKey(name));
        var gone = table.allowed().keySet().stream().filter(name -> !documented.contains(name));
        return Stream.concat(
                missing.map(name -> name + ": not in the table"),
                gone.map(name -> name + ": in the table only"));
    }

    private Stream<String> answers(OpenApi api) {
        var callers = callers();
        return api.operations().stream()
                .flatMap(operation ->
                        callers.stream().flatMap(caller -> fault(api, operation, caller).stream()));
    }

    private List<Caller> callers() {
        List<Caller> callers = new ArrayList<>();
        callers.add(new Caller(ANONYMOUS, null, true));
        RoleTable.USERS.forEach(
                (role, user) -> callers.add(new Caller(role, tokens.apply(user), true)));
        var good = tokens.apply("bidder1");
        badTokens.put("a garbage token", "garbage");
        badTokens.put("a token with changed claims", changed(good));
        badTokens.put("a token with a cut signature", good.substring(0, good.length() - 4));
        badTokens.forEach((what, token) -> callers.add(new Caller(what, token, false)));
        return callers;
    }

    /// The buyer makes itself an operator.
    private static String changed(String token) {
        var parts = token.split("\\.");
        if (parts.length != 3) {
            return token + "x";
        }
        var claims = new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8);
        var forged = claims.replace("\"buyer\"", "\"operator\",\"admin\",\"seller\"");
        return parts[0]
                + "."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(forged.getBytes(UTF_8))
                + "."
                + parts[2];
    }

    private Optional<String> fault(OpenApi api, Operation operation, Caller caller) {
        var reply = send(api, operation, caller);
        int status = reply.status();
        var expected = expected(operation, caller);
        if (!expected.matches(status)) {
            return Optional.of(
                    "%s as %s: %d instead of %s"
                            .formatted(operation.name(), caller.role, status, expected));
        }
        if (status == 404 && operation.parameters("path").isEmpty()) {
            return Optional.of(operation.name() + ": documented, but not served");
        }
        return Optional.of(reply)
                .filter(r -> status >= 400)
                .flatMap(r -> ProblemCheck.fault(status, r.contentType(), r.body()))
                .map(fault ->
                        "%s as %s: %d %s".formatted(operation.name(), caller.role, status, fault));
    }

    private Expected expected(Operation operation, Caller caller) {
        boolean open = table.allows(operation.name(), ANONYMOUS);
        if (!caller.valid) {
            return open ? Expected.ANSWER : Expected.UNAUTHORIZED;
        }
        if (table.allows(operation.name(), caller.role)) {
            return Expected.ALLOWED;
        }
        return caller.role.equals(ANONYMOUS) ? Expected.UNAUTHORIZED : Expected.FORBIDDEN;
    }

    private Reply send(OpenApi api, Operation operation, Caller caller) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (caller.token != null) {
            headers.put("Authorization", "Bearer " + caller.token);
        }
        if (operation.hasBody()) {
            headers.put("Content-Type", "application/json");
        }
        try {
            var path = new Samples(api, new Random(1), Map.of()).path(operation);
            return Wire.send(
                    service,
                    operation.method(),
                    path,
                    headers,
                    operation.hasBody() ? "{}".getBytes(UTF_8) : new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(operation.name(), e);
        }
    }

    /// @param role or what is wrong with the token
    private record Caller(String role, @Nullable String token, boolean valid) {}

    private enum Expected {
        UNAUTHORIZED,
        FORBIDDEN,
        ALLOWED,
        ANSWER;

        boolean matches(int status) {
            return switch (this) {
                case UNAUTHORIZED -> status == 401;
                case FORBIDDEN -> status == 403;
                case ALLOWED -> status != 401 && status != 403 && status < 500 && status > 0;
                case ANSWER -> status < 500 && status > 0;
            };
        }
    }
}
