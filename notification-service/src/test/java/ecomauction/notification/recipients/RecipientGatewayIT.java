package ecomauction.notification.recipients;

import static io.smallrye.faulttolerance.api.CircuitBreakerState.CLOSED;
import static io.smallrye.faulttolerance.api.CircuitBreakerState.HALF_OPEN;
import static io.smallrye.faulttolerance.api.CircuitBreakerState.OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import ecomauction.notification.recipients.Recipient.Nobody;
import ecomauction.notification.recipients.Recipient.NotNow;
import ecomauction.notification.recipients.Recipient.Person;
import ecomauction.testkit.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(KeycloakGate.class)
class RecipientGatewayIT {

    private static final Duration DELAY = Duration.ofSeconds(5);

    private final List<CircuitBreakerState> states = new CopyOnWriteArrayList<>();

    @Inject RecipientGateway gateway;
    @Inject CircuitBreakerMaintenance breakers;

    // KeycloakGate sets it.
    @SuppressWarnings("NullAway.Init")
    KeycloakGate gate;

    @BeforeEach
    void listen() {
        breakers.reset("keycloak");
        breakers.onStateChange("keycloak", states::add);
    }

    @Test
    void leaves_Keycloak_alone_while_it_fails_and_tries_it_again() throws InterruptedException {
        assertThat(state()).isEqualTo(CLOSED);

        gate.close();
        for (int i = 0; i < 8; i++) {
            assertThat(stranger()).isInstanceOf(NotNow.class);
        }
        assertThat(state()).isEqualTo(OPEN);
        assertThat(stranger()).asString().contains("CircuitBreakerOpenException");

        // It is tried once, and has not come back.
        Thread.sleep(DELAY.plusMillis(200));
        assertThat(stranger()).asString().doesNotContain("CircuitBreakerOpenException");
        assertThat(state()).isEqualTo(OPEN);

        gate.open();
        assertThat(stranger()).asString().contains("CircuitBreakerOpenException");
        Thread.sleep(DELAY.plusMillis(200));
        assertThat(find(Tokens.subject("seller"))).isInstanceOf(Person.class);
        assertThat(state()).isEqualTo(CLOSED);
        assertThat(states).containsExactly(OPEN, HALF_OPEN, OPEN, HALF_OPEN, CLOSED);
    }

    @Test
    void an_unknown_user_is_an_answer_and_no_failure() {
        for (int i = 0; i < 20; i++) {
            assertThat(stranger()).isEqualTo(new Nobody("the user is not known"));
        }
        assertThat(state()).isEqualTo(CLOSED);
    }

    private CircuitBreakerState state() {
        return breakers.currentState("keycloak");
    }

    private Recipient stranger() {
        return find(UUID.randomUUID().toString());
    }

    private Recipient find(String userId) {
        return gateway.find(userId).await().atMost(Duration.ofSeconds(15));
    }
}
