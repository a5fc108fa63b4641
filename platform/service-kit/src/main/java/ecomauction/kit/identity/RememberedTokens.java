package ecomauction.kit.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/// Checks a token's signature once and remembers the identity until the token expires: 76 µs become
/// 4.
///
/// Kept by hash, so that no token lies in memory longer than its request.
@RegisterForReflection(
        // What Caffeine finds by name for caches of a size: plain, expiring after each write, and
        // by an Expiry. Another kind needs another name here, or fails as an executable.
        classNames = {
            "com.github.benmanes.caffeine.cache.SSMS",
            "com.github.benmanes.caffeine.cache.SSMSW",
            "com.github.benmanes.caffeine.cache.SSMSA",
            "com.github.benmanes.caffeine.cache.PSMS",
            "com.github.benmanes.caffeine.cache.PSWMS"
        })
@Alternative
@Priority(1)
@ApplicationScoped
public class RememberedTokens implements HttpAuthenticationMechanism {

    private static final int MOST = 50_000;

    private final OidcAuthenticationMechanism oidc;
    private final Cache<String, SecurityIdentity> known =
            Caffeine.newBuilder()
                    .maximumSize(MOST)
                    // Housekeeping is brief; handing it to another thread costs more.
                    .executor(Runnable::run)
                    .expireAfter(Expiry.creating(RememberedTokens::untilExpiry))
                    .build();

    RememberedTokens(OidcAuthenticationMechanism oidc) {
        this.oidc = oidc;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            RoutingContext request, IdentityProviderManager providers) {
        var hash = hashOf(request.request().getHeader("Authorization"));
        var remembered = hash == null ? null : known.getIfPresent(hash);
        if (remembered != null) {
            return Uni.createFrom().item(remembered);
        }
        return oidc.authenticate(request, providers)
                .map(identity -> hash == null ? identity : remember(hash, identity));
    }

    /// Who sent this `Authorization`, if it was verified before and is still good. For routes that
    /// come before authentication; empty says nothing about the token.
    public Optional<Caller> callerOf(@Nullable String authorization) {
        return Optional.ofNullable(hashOf(authorization))
                .map(known::getIfPresent)
                .flatMap(Caller::find);
    }

    /// Only what outlives the request: the provider's own identity holds on to its routing context.
    private @Nullable SecurityIdentity remember(String hash, @Nullable SecurityIdentity identity) {
        if (identity == null || !(identity.getPrincipal() instanceof JsonWebToken)) {
            return identity;
        }
        var lasting =
                QuarkusSecurityIdentity.builder()
                        .setPrincipal(identity.getPrincipal())
                        .addRoles(identity.getRoles())
                        .build();
        known.put(hash, lasting);
        return lasting;
    }

    private static Duration untilExpiry(String hash, SecurityIdentity identity) {
        var token = (JsonWebToken) identity.getPrincipal();
        var left =
                Duration.between(Instant.now(), Instant.ofEpochSecond(token.getExpirationTime()));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static @Nullable String hashOf(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return null;
        }
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return Base64.getEncoder()
                    .encodeToString(digest.digest(authorization.getBytes(US_ASCII)));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return oidc.getChallenge(request);
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return oidc.getCredentialTypes();
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext request) {
        return oidc.getCredentialTransport(request);
    }
}
