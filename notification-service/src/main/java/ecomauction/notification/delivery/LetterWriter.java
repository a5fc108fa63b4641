package ecomauction.notification.delivery;

import ecomauction.notification.delivery.MailTemplates.Reader;
import ecomauction.notification.notices.News;
import ecomauction.notification.notices.NewsJson;
import ecomauction.notification.recipients.Recipient.Person;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.qute.Variant;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Writes news out as text and as HTML.
@ApplicationScoped
class LetterWriter {

    private final NewsJson json;
    private final String publicUrl;

    LetterWriter(
            NewsJson json,
            @ConfigProperty(
                            name = "notification.public-url",
                            defaultValue = "http://localhost:8080")
                    String publicUrl) {
        this.json = json;
        this.publicUrl = publicUrl;
    }

    /// @param text news as they are stored
    Uni<Letter> write(String text, Person person) {
        return write(json.read(text), person);
    }

    private Uni<Letter> write(News news, Person person) {
        var reader = new Reader(person.name(), link(news));
        return render(template(reader, news), Variant.TEXT_PLAIN)
                .chain(text ->
                        render(template(reader, news), Variant.TEXT_HTML)
                                .map(html -> new Letter(subject(news), text, html)));
    }

    private String link(News news) {
        return switch (news) {
            case News.OfAuction some -> publicUrl + "/v1/auctions/" + some.auctionId();
            case News.Alarm alarm -> alarm.runbook();
        };
    }

    private static TemplateInstance template(Reader reader, News news) {
        return switch (news) {
            case News.Won won -> MailTemplates.won(reader, won);
            case News.Sold sold -> MailTemplates.sold(reader, sold);
            case News.Unsold unsold -> MailTemplates.unsold(reader, unsold);
            case News.Cancelled cancelled -> MailTemplates.cancelled(reader, cancelled);
            case News.Outbid outbid -> MailTemplates.outbid(reader, outbid);
            case News.EndingSoon soon -> MailTemplates.endingSoon(reader, soon);
            case News.Alarm alarm -> MailTemplates.alarm(reader, alarm);
        };
    }

    private static Uni<String> render(TemplateInstance template, String type) {
        return template.setAttribute(
                        TemplateInstance.SELECTED_VARIANT, Variant.forContentType(type))
                .createUni();
    }

    /// A title must not end the header and begin one of its own.
    private static String subject(News news) {
        return news.subject().replaceAll("\\p{Cntrl}+", " ");
    }
}
