package ecomauction.notification.recipients;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import ecomauction.notification.recipients.KeycloakGateway.NoSuchUser;
import ecomauction.notification.recipients.KeycloakGateway.User;
import ecomauction.notification.recipients.Recipient.Nobody;
import ecomauction.notification.recipients.Recipient.NotNow;
import ecomauction.notification.recipients.Recipient.Person;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// Asks Keycloak who a user is, and remembers people for a while.
@ApplicationScoped
public class RecipientGateway {

    /// Stands for those who run the system, in the place of a user's id. Keycloak is not asked: it
    /// may be what the alarm is about.
    public static final String OPERATIONS = "operations";

    private final KeycloakGateway keycloak;
    private final String adminUrl;
    private final Recipient operations;
    private final Cache<String, Recipient> known =
            Caffeine.newBuilder()
                    .maximumSize(10_000)
                    .expireAfterWrite(Duration.ofMinutes(5))
                    .build();

    RecipientGateway(
            @RestClient KeycloakGateway keycloak,
            @ConfigProperty(name = "quarkus.oidc.auth-server-url") String realmUrl,
            @ConfigProperty(name = "notification.operators") Optional<String> operations) {
        this.keycloak = keycloak;
        this.operations =
                operations
                        .<Recipient>map(address -> new Person("operator", address))
                        .orElseGet(() -> new Nobody("notification.operators is not set"));
        this.adminUrl = realmUrl.replace("/realms/", "/admin/realms/");
    }

    public Uni<Recipient> find(String userId) {
        if (userId.equals(OPERATIONS)) {
            return Uni.createFrom().item(operations);
        }
        var remembered = known.getIfPresent(userId);
        return remembered == null ? ask(userId) : Uni.createFrom().item(remembered);
    }

    private Uni<Recipient> ask(String userId) {
        return keycloak.user(adminUrl, userId)
                .map(RecipientGateway::recipient)
                .invoke(recipient -> known.put(userId, recipient))
                .onFailure()
                .recoverWithItem(RecipientGateway::judge);
    }

    private static Recipient recipient(User user) {
        var email = user.email();
        var name = user.firstName();
        return email == null || email.isBlank()
                ? new Nobody("the user has no e-mail")
                : new Person(name == null || name.isBlank() ? user.username() : name, email);
    }

    /// A refused login is our own mistake, not the recipient's: the message waits until it is put
    /// right.
    private static Recipient judge(Throwable failure) {
        return failure instanceof NoSuchUser
                ? new Nobody("the user is not known")
                : new NotNow("Keycloak: " + failure);
    }
}
