package ecomauction.demo.replay;

import ecomauction.demo.client.Api;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Everybody concerned is told, and told once: the seller of each end, the clerk of each lot won.
final class MailCheck {

    private static final Pattern ENDED = Pattern.compile("(?i)\\b(un)?sold\\b");
    private static final Pattern WON = Pattern.compile("(?i)\\bwon\\b");
    private static final Duration LOOKS_EVERY = Duration.ofSeconds(1);

    private final Api api;

    MailCheck(Api api) {
        this.api = api;
    }

    /// What is still wrong when the patience ends; nothing as soon as every mail is there.
    List<String> await(List<Ending> endings, Duration patience) throws InterruptedException {
        var until = Instant.now().plus(patience);
        var wrong = check(endings);
        while (!wrong.isEmpty() && Instant.now().isBefore(until)) {
            Thread.sleep(LOOKS_EVERY);
            wrong = check(endings);
        }
        return wrong;
    }

    private List<String> check(List<Ending> endings) {
        var seller = Mailbox.of(api.mailbox("seller"));
        var clerk = Mailbox.of(api.mailbox("clerk"));
        var wrong = new ArrayList<String>();
        for (var ending : endings) {
            var sold = ending.outcome().equals("SOLD");
            compare(wrong, ending, "sold or unsold", seller.count(ENDED, nameOf(ending)), 1);
            compare(wrong, ending, "won", clerk.count(WON, nameOf(ending)), sold ? 1 : 0);
        }
        return wrong;
    }

    private static String nameOf(Ending ending) {
        return ending.lot().title();
    }

    private static void compare(
            List<String> wrong, Ending ending, String what, long found, long right) {
        if (found != right) {
            wrong.add(
                    String.format(
                            Locale.ROOT,
                            "%s: %d mails `%s`, not %d",
                            ending.lot().recorded().id(),
                            found,
                            what,
                            right));
        }
    }
}
