package ecomauction.notification.deadletters;

import ecomauction.kit.tx.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/// Keeps what was buried. There is nowhere to bury it further, so this never gives up.
@ApplicationScoped
class KeepLetters {

    private static final Logger LOG = Logger.getLogger(KeepLetters.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Transactions transactions;
    private final Letters letters;

    KeepLetters(Transactions transactions, Letters letters) {
        this.transactions = transactions;
        this.letters = letters;
    }

    Uni<Void> handle(List<Burial> burials) {
        return transactions
                .run(tx -> letters.keep(tx, burials))
                .onFailure()
                .invoke(failure -> LOG.warnf("Not kept yet cause=%s", failure.toString()))
                .onFailure()
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely();
    }
}
