package ecomauction.notification.recipients;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import io.quarkus.rest.client.reactive.Url;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// The piece of Keycloak's admin REST that is needed here.
@RegisterRestClient(configKey = "keycloak")
@OidcClientFilter
interface KeycloakGateway {

    /// @param realm `…/admin/realms/<name>`
    @GET
    @Path("/users/{id}")
    Uni<User> user(@Url String realm, @RestPath String id);

    @JsonIgnoreProperties(ignoreUnknown = true)
    record User(String username, @Nullable String firstName, @Nullable String email) {}
}
