package ecomauction.notification.delivery;

import ecomauction.notification.notices.News.Alarm;
import ecomauction.notification.notices.News.Cancelled;
import ecomauction.notification.notices.News.EndingSoon;
import ecomauction.notification.notices.News.Outbid;
import ecomauction.notification.notices.News.Sold;
import ecomauction.notification.notices.News.Unsold;
import ecomauction.notification.notices.News.Won;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/// The mails, one pair of text and HTML for each kind of news. What a template names and the news
/// has not stops the build.
@CheckedTemplate(basePath = "mail")
final class MailTemplates {

    private MailTemplates() {}

    static native TemplateInstance won(Reader reader, Won news);

    static native TemplateInstance sold(Reader reader, Sold news);

    static native TemplateInstance unsold(Reader reader, Unsold news);

    static native TemplateInstance cancelled(Reader reader, Cancelled news);

    static native TemplateInstance outbid(Reader reader, Outbid news);

    static native TemplateInstance endingSoon(Reader reader, EndingSoon news);

    static native TemplateInstance alarm(Reader reader, Alarm news);

    /// @param link to the auction, if it is about one
    record Reader(String name, String link) {}
}
