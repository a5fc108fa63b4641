package ecomauction.notification.recipients;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import io.quarkus.rest.client.reactive.ClientExceptionMapper;
import io.quarkus.rest.client.reactive.Url;
import io.smallrye.faulttolerance.api.CircuitBreakerName;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// The piece of Keycloak's admin REST that is needed here.
@RegisterRestClient(configKey = "keycloak")
@OidcClientFilter
interface KeycloakGateway {

    /// While Keycloak fails it is left alone for a while, and nobody waits for its time-out.
    ///
    /// @param realm `…/admin/realms/<name>`
    @GET
    @Path("/users/{id}")
    @CircuitBreaker(
            requestVolumeThreshold = 8,
            failureRatio = 0.5,
            delay = 5,
            delayUnit = ChronoUnit.SECONDS,
            skipOn = NoSuchUser.class)
    @CircuitBreakerName("keycloak")
    Uni<User> user(@Url String realm, @RestPath String id);

    /// Everything else that is not an answer fails as usual.
    @ClientExceptionMapper
    static @Nullable NoSuchUser unknown(Response answer) {
        return answer.getStatus() == 404 ? new NoSuchUser() : null;
    }

    /// An answer, and no sign of trouble.
    final class NoSuchUser extends RuntimeException {

        private static final long serialVersionUID = 1;
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record User(String username, @Nullable String firstName, @Nullable String email) {}
}
