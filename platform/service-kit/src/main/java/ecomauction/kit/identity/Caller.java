package ecomauction.kit.identity;

import io.quarkus.security.identity.SecurityIdentity;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// Who calls.
///
/// @param id the subject of the token: stable, and the only name that is stored
/// @param name for greetings and logs of access
public record Caller(String id, String name, Set<String> roles) {

    public static Caller of(SecurityIdentity identity) {
        return find(identity)
                .orElseThrow(() -> new IllegalStateException("Called without a token"));
    }

    /// Empty where somebody without a token reads what is public.
    public static Optional<Caller> find(SecurityIdentity identity) {
        return identity.getPrincipal() instanceof JsonWebToken token && token.getSubject() != null
                ? Optional.of(new Caller(token.getSubject(), token.getName(), identity.getRoles()))
                : Optional.empty();
    }

    public boolean is(String role) {
        return roles.contains(role);
    }
}
