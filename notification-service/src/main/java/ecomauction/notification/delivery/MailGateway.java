package ecomauction.notification.delivery;

import ecomauction.notification.delivery.Attempt.Failed;
import ecomauction.notification.delivery.Attempt.Refused;
import ecomauction.notification.delivery.Attempt.Sent;
import ecomauction.notification.delivery.Attempt.Unreachable;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.mail.SMTPException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Sends by SMTP, and tells a refusal from an outage.
@ApplicationScoped
class MailGateway {

    /// Our login, not the recipient's address, is what the server does not like.
    private static final Set<Integer> LOGIN_REFUSED = Set.of(530, 534, 535, 538);

    private static final int SHUTTING_DOWN = 421;

    private final ReactiveMailer mailer;
    private final DeliverySettings settings;
    private final String domain;

    MailGateway(
            ReactiveMailer mailer,
            DeliverySettings settings,
            @ConfigProperty(name = "quarkus.mailer.from") String from) {
        this.mailer = mailer;
        this.settings = settings;
        this.domain = from.substring(from.indexOf('@') + 1).replace(">", "").strip();
    }

    /// @param id the same for each try: should a crash let a mail leave twice, mail programs and
    ///   people can see by its Message-ID that it is the same
    Uni<Attempt> send(UUID id, String address, Letter letter) {
        var mail =
                Mail.withText(address, letter.subject(), letter.text())
                        .setHtml(letter.html())
                        .addHeader("Message-ID", "<%s@%s>".formatted(id, domain))
                        .addHeader("Auto-Submitted", "auto-generated");
        return mailer.send(mail)
                .ifNoItem()
                .after(settings.timeout())
                .fail()
                .<Attempt>map(accepted -> new Sent())
                .onFailure()
                .recoverWithItem(MailGateway::judge);
    }

    private static Attempt judge(Throwable failure) {
        return switch (failure) {
            case SMTPException answer -> judge(answer);
            case ConnectException _, UnknownHostException _, NoRouteToHostException _ ->
                    new Unreachable("SMTP: " + failure);
            case IllegalArgumentException unusable -> new Refused(unusable.toString());
            default -> new Failed("SMTP: " + failure);
        };
    }

    private static Attempt judge(SMTPException answer) {
        var code = answer.getReplyCode();
        var reason = "SMTP: " + answer.getReplyMessage();
        if (code == SHUTTING_DOWN || LOGIN_REFUSED.contains(code)) {
            return new Unreachable(reason);
        }
        return answer.isPermanent() ? new Refused(reason) : new Failed(reason);
    }
}
