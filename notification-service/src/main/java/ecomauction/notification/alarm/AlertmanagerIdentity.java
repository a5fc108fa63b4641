package ecomauction.notification.alarm;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Knows Alertmanager by a shared password: it has no account at Keycloak, so that alarms arrive
/// while Keycloak is down. It is nobody at any other path.
///
/// An alternative, as the kit's own mechanism is: Quarkus would hear only that one otherwise.
@Alternative
@Priority(1)
@ApplicationScoped
class AlertmanagerIdentity implements HttpAuthenticationMechanism {

    static final String PATH = "/v1/ops/alarms";
    static final String ROLE = "alertmanager";

    private final Optional<byte[]> expected;

    AlertmanagerIdentity(AlarmSettings settings) {
        expected =
                settings.secret().filter(secret -> !secret.isBlank()).map(secret -> basic(secret));
    }

    private static byte[] basic(String secret) {
        var pair = (ROLE + ":" + secret).getBytes(UTF_8);
        return ("Basic " + Base64.getEncoder().encodeToString(pair)).getBytes(UTF_8);
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            RoutingContext request, IdentityProviderManager identities) {
        return PATH.equals(request.normalizedPath())
                        && isExpected(request.request().getHeader("Authorization"))
                ? Uni.createFrom().item(identity())
                : Uni.createFrom().nullItem();
    }

    private boolean isExpected(@Nullable String header) {
        return header != null
                && expected.isPresent()
                && MessageDigest.isEqual(expected.get(), header.getBytes(UTF_8));
    }

    private static SecurityIdentity identity() {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(ROLE))
                .addRole(ROLE)
                .build();
    }

    /// The challenge is that of the other callers: a token.
    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return Uni.createFrom().nullItem();
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of();
    }
}
