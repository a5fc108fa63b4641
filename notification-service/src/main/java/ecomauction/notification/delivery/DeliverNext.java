package ecomauction.notification.delivery;

import ecomauction.notification.delivery.Attempt.Failed;
import ecomauction.notification.delivery.Attempt.Refused;
import ecomauction.notification.delivery.Attempt.Unreachable;
import ecomauction.notification.delivery.Deliveries.Claimed;
import ecomauction.notification.recipients.Recipient.Nobody;
import ecomauction.notification.recipients.Recipient.NotNow;
import ecomauction.notification.recipients.Recipient.Person;
import ecomauction.notification.recipients.RecipientGateway;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/// Takes the next mail from the queue, sends it, and notes at once how that went.
///
/// SMTP knows no transactions: killed between the server's "250 OK" and the note, a mail leaves
/// twice, with the same Message-ID. That window is one UPDATE wide.
@ApplicationScoped
class DeliverNext {

    /// How it went on.
    enum Progress {
        /// There may be more to do.
        DONE,
        /// Nothing is due.
        IDLE,
        /// Somebody cannot be reached: no use in trying the next one now.
        OUTAGE
    }

    private static final String CHANNEL = "MAIL";

    private final Deliveries deliveries;
    private final RecipientGateway recipients;
    private final LetterWriter writer;
    private final MailGateway mail;
    private final Settlement settlement;

    DeliverNext(
            Deliveries deliveries,
            RecipientGateway recipients,
            LetterWriter writer,
            MailGateway mail,
            Settlement settlement) {
        this.deliveries = deliveries;
        this.recipients = recipients;
        this.writer = writer;
        this.mail = mail;
        this.settlement = settlement;
    }

    Uni<Progress> handle() {
        return deliveries
                .claim(CHANNEL)
                .chain(next ->
                        next.isEmpty()
                                ? Uni.createFrom().item(Progress.IDLE)
                                : deliver(next.get()));
    }

    private Uni<Progress> deliver(Claimed message) {
        return attempt(message)
                .call(attempt -> settlement.settle(message, attempt))
                .map(attempt -> attempt instanceof Unreachable ? Progress.OUTAGE : Progress.DONE);
    }

    private Uni<Attempt> attempt(Claimed message) {
        return recipients
                .find(message.userId())
                .chain(recipient ->
                        switch (recipient) {
                            case Person person -> send(message, person);
                            case Nobody(var reason) -> Uni.createFrom().item(new Refused(reason));
                            case NotNow(var reason) ->
                                    Uni.createFrom().item(new Unreachable(reason));
                        })
                // A mail that cannot be written is a bug of ours; it must not stop the queue.
                .onFailure()
                .recoverWithItem(bug -> new Failed(bug.toString()));
    }

    private Uni<Attempt> send(Claimed message, Person person) {
        return writer.write(message.news(), person)
                .chain(letter -> mail.send(message.id(), person.email(), letter));
    }
}
