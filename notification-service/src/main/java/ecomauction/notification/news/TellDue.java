package ecomauction.notification.news;

import ecomauction.kit.tx.Outage;
import ecomauction.kit.tx.Transactions;
import ecomauction.notification.news.Agenda.Entry;
import ecomauction.notification.news.Agenda.Place;
import ecomauction.notification.notices.Notices;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Decides on what is due in the agenda, each entry in a transaction of its own: read what is known
/// by now, tell who is to be told, close the entry.
@ApplicationScoped
class TellDue {

    private static final Logger LOG = Logger.getLogger(TellDue.class);
    private static final int ROUND = 100;
    private static final Duration AFTER_A_BUG = Duration.ofMinutes(1);

    private final Transactions transactions;
    private final Agenda agenda;
    private final KnownFacts known;
    private final Notices notices;
    private final NewsSettings settings;

    TellDue(
            Transactions transactions,
            Agenda agenda,
            KnownFacts known,
            Notices notices,
            NewsSettings settings) {
        this.transactions = transactions;
        this.agenda = agenda;
        this.known = known;
        this.notices = notices;
        this.settings = settings;
    }

    /// One round; whether more may be due.
    Uni<Boolean> handle() {
        return agenda.due(ROUND).call(this::tellAll).map(places -> places.size() == ROUND);
    }

    private Uni<Void> tellAll(List<Place> places) {
        return Multi.createFrom()
                .iterable(places)
                .onItem()
                .transformToUniAndConcatenate(this::tellOrPostpone)
                .collect()
                .last()
                .replaceWithVoid();
    }

    /// A bug in one entry must not stop the others.
    private Uni<Void> tellOrPostpone(Place place) {
        return transactions
                .run(tx -> agenda.lock(tx, place).chain(entry -> tell(tx, entry)))
                .onFailure(failure -> !Outage.isCauseOf(failure))
                .invoke(bug -> LOG.errorf(bug, "Not told auctionId=%s", place.auctionId()))
                .onFailure(failure -> !Outage.isCauseOf(failure))
                .recoverWithUni(transactions.run(tx -> agenda.postpone(tx, place, AFTER_A_BUG)));
    }

    private Uni<Void> tell(SqlConnection tx, Optional<Entry> due) {
        return due.isEmpty()
                ? Uni.createFrom().voidItem()
                : known.of(tx, due.get()).chain(facts -> tell(tx, due.get(), facts));
    }

    private Uni<Void> tell(SqlConnection tx, Entry entry, Optional<Facts> facts) {
        var decision = facts.map(f -> decide(entry, f)).orElseGet(Decision::later);
        return notices.tell(tx, decision.notices())
                .chain(() ->
                        decision.complete()
                                ? agenda.close(tx, entry.place())
                                : agenda.postpone(tx, entry.place(), settings.lookAgain()));
    }

    private Decision decide(Entry entry, Facts facts) {
        return new Tidings(settings.endingSoon()).decide(entry.occasion(), facts);
    }
}
