package ecomauction.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Who may do what, one operation a line:
///
/// ```
/// # comment
/// POST /v1/auctions: seller operator
/// GET /v1/lots/{auctionId}: anyone
/// GET /v1/me/inbox: signed-in
/// ```
record RoleTable(Map<String, Set<String>> allowed) {

    static final String ANONYMOUS = "anonymous";

    /// Each role and a local user who has no other.
    static final Map<String, String> USERS =
            Map.of(
                    "buyer", "bidder1",
                    "seller", "seller",
                    "clerk", "clerk",
                    "operator", "operator",
                    "admin", "admin");

    private static final Set<String> SIGNED_IN = USERS.keySet();
    private static final Set<String> ANYONE =
            Stream.concat(SIGNED_IN.stream(), Stream.of(ANONYMOUS))
                    .collect(Collectors.toUnmodifiableSet());

    /// @param resource on the class path, such as `/roles.txt`
    static RoleTable read(String resource) {
        try (var in = RoleTable.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("no resource " + resource);
            }
            return parse(new String(in.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RoleTable parse(String text) {
        Map<String, Set<String>> allowed = new TreeMap<>();
        text.lines()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .forEach(line -> {
                    int colon = line.lastIndexOf(':');
                    var operation = line.substring(0, Math.max(0, colon)).strip();
                    if (allowed.put(operation, roles(line.substring(colon + 1).strip())) != null) {
                        throw new IllegalArgumentException("twice in the table: " + operation);
                    }
                });
        return new RoleTable(allowed);
    }

    private static Set<String> roles(String names) {
        Set<String> roles = new TreeSet<>();
        for (String name : List.of(names.split("\\s+"))) {
            switch (name) {
                case "anyone" -> roles.addAll(ANYONE);
                case "signed-in" -> roles.addAll(SIGNED_IN);
                default -> {
                    if (!SIGNED_IN.contains(name)) {
                        throw new IllegalArgumentException("no such role: \"" + name + "\"");
                    }
                    roles.add(name);
                }
            }
        }
        return roles;
    }

    boolean allows(String operation, String role) {
        return allowed.getOrDefault(operation, Set.of()).contains(role);
    }

    /// A user who may, null if nobody needs to sign in for it.
    @Nullable String userFor(String operation) {
        var roles = allowed.getOrDefault(operation, Set.of());
        return roles.stream()
                .filter(role -> !role.equals(ANONYMOUS))
                .findFirst()
                .map(USERS::get)
                .orElse(null);
    }
}
