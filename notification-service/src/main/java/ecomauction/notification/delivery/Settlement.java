package ecomauction.notification.delivery;

import ecomauction.kit.tx.Outage;
import ecomauction.kit.tx.Transactions;
import ecomauction.notification.delivery.Deliveries.Claimed;
import ecomauction.notification.delivery.NextStep.Done;
import ecomauction.notification.delivery.NextStep.GiveUp;
import ecomauction.notification.delivery.NextStep.TryAgain;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// Notes how a try went. What can never arrive is published as dead, with the note.
@ApplicationScoped
class Settlement {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final Deliveries deliveries;
    private final Transactions transactions;
    private final DeadMessages deadMessages;
    private final MeterRegistry meters;
    private final RetryRule rule;

    Settlement(
            Deliveries deliveries,
            Transactions transactions,
            DeadMessages deadMessages,
            MeterRegistry meters,
            DeliverySettings settings) {
        this.deliveries = deliveries;
        this.transactions = transactions;
        this.deadMessages = deadMessages;
        this.meters = meters;
        this.rule = RetryRule.of(settings);
    }

    /// The mail has left already: a database that is away for a moment is waited for, or the mail
    /// would leave again.
    Uni<Void> settle(Claimed message, Attempt attempt) {
        meters.counter("deliveries", "outcome", attempt.getClass().getSimpleName()).increment();
        var step =
                rule.after(attempt, message.attempts(), ThreadLocalRandom.current().nextDouble());
        return note(message, step)
                .onFailure(Outage::isCauseOf)
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely();
    }

    private Uni<Void> note(Claimed message, NextStep step) {
        return switch (step) {
            case Done() -> deliveries.markSent(message.id());
            case TryAgain again -> deliveries.queueAgain(message, again);
            case GiveUp(var reason) -> transactions.run(tx -> bury(tx, message, reason));
        };
    }

    private Uni<Void> bury(SqlConnection tx, Claimed message, String reason) {
        return deliveries
                .markDead(tx, message.id(), reason)
                .chain(() -> deadMessages.publish(tx, message, reason));
    }
}
