package ecomauction.demo.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/// The mails of one user, as the local mail server gives them.
record Mailbox(List<Mail> mails) {

    /// Quoted-printable breaks long lines with an equals sign.
    private static final Pattern SOFT_BREAK = Pattern.compile("=\r?\n");

    static Mailbox of(JsonNode messages) {
        return new Mailbox(
                StreamSupport.stream(messages.spliterator(), false).map(Mail::of).toList());
    }

    /// How many mails say in their subject the one thing and name the other somewhere.
    long count(Pattern subject, String named) {
        return mails.stream()
                .filter(mail -> subject.matcher(mail.subject()).find())
                .filter(mail -> mail.source().contains(named))
                .count();
    }

    record Mail(String subject, String source) {

        static Mail of(JsonNode message) {
            var subject = message.path("subject").asText();
            var source = SOFT_BREAK.matcher(message.path("mimeMessage").asText()).replaceAll("");
            return new Mail(subject, subject + "\n" + source);
        }
    }
}
