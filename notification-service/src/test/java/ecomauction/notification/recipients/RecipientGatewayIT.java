package ecomauction.notification.recipients;

import static io.smallrye.faulttolerance.api.CircuitBreakerState.CLOSED;
import static io.smallrye.faulttolerance.api.CircuitBreakerState.OPEN;
import static java.util.stream.Collectors.joining;
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
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(KeycloakGate.class)
class RecipientGatewayIT {

    private static final Duration DELAY = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LEFT_ALONE = "CircuitBreakerOpenException";

    private final List<CircuitBreakerState> states = new CopyOnWriteArrayList<>();
    private volatile Instant asked = Instant.EPOCH;
    private volatile Instant opened = Instant.EPOCH;

    @Inject RecipientGateway gateway;
    @Inject CircuitBreakerMaintenance breakers;

    // KeycloakGate sets it.
    @SuppressWarnings("NullAway.Init")
    KeycloakGate gate;

    @BeforeEach
    void listen() {
        breakers.reset("keycloak");
        breakers.onStateChange("keycloak", this::note);
    }

    private void note(CircuitBreakerState state) {
        states.add(state);
        if (state == OPEN) {
            opened = asked;
        }
    }

    @Test
    void leaves_Keycloak_alone_while_it_fails_and_tries_it_again() throws InterruptedException {
        assertThat(state()).isEqualTo(CLOSED);

        gate.close();
        for (int i = 0; i < 8; i++) {
            assertThat(stranger()).isInstanceOf(NotNow.class);
        }
        assertThat(state()).isEqualTo(OPEN);
        assertNobodyIsAsked();

        // It is tried once, and has not come back.
        await(() -> !stranger().toString().contains(LEFT_ALONE));
        assertThat(state()).isEqualTo(OPEN);

        gate.open();
        assertNobodyIsAsked();
        var seller = Tokens.subject("seller");
        await(() -> find(seller) instanceof Person);
        assertThat(state()).isEqualTo(CLOSED);
        assertThat(states.stream().map(Enum::name).collect(joining(" ")))
                .matches("OPEN( HALF_OPEN OPEN)+ HALF_OPEN CLOSED");
    }

    /// Where the machine paused for longer than the breaker waits, it rightly lets one through.
    private void assertNobodyIsAsked() {
        var leftAloneUntil = opened.plus(DELAY);
        var answer = stranger();
        if (Instant.now().isBefore(leftAloneUntil)) {
            assertThat(answer).asString().contains(LEFT_ALONE);
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        var deadline = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("patience").isBefore(deadline);
            Thread.sleep(50);
        }
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
        asked = Instant.now();
        return gateway.find(userId).await().atMost(PATIENCE);
    }
}
