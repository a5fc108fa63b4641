package ecomauction.demo.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MailboxTest {

    @Test
    void counts_mails_by_subject_and_by_what_they_name() {
        var mailbox =
                Mailbox.of(
                        new ObjectMapper()
                                .valueToTree(
                                        List.of(
                                                mail(
                                                        "You won",
                                                        "It is: Xbox, 8213=\r\n034705, run a"),
                                                mail("You won", "It is: Xbox, 8213034706, run a"),
                                                mail("Outbid", "It is: Xbox, 8213034705, run a"))));

        assertThat(mailbox.count(Pattern.compile("won"), "Xbox, 8213034705, run a")).isEqualTo(1);
        assertThat(mailbox.count(Pattern.compile("won"), "Xbox, 8213034707, run a")).isZero();
    }

    private static Map<String, String> mail(String subject, String source) {
        return Map.of("subject", subject, "mimeMessage", source);
    }
}
