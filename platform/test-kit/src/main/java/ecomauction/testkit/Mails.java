package ecomauction.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// What a local user found in the mail.
public final class Mails {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /// A mail as it arrived.
    ///
    /// @param source the whole mail with headers and all parts, as it was sent
    public record Mail(String subject, String source) {}

    private final String user;

    private Mails(String user) {
        this.user = user;
    }

    public static Mails of(String user) {
        return new Mails(user);
    }

    public List<Mail> all() {
        var mails = new ArrayList<Mail>();
        for (var mail : get("/api/user/%s@example.test/messages".formatted(user))) {
            mails.add(new Mail(mail.path("subject").asText(), mail.path("mimeMessage").asText()));
        }
        return mails;
    }

    public Mail await(Predicate<Mail> fits) {
        var deadline = Instant.now().plus(PATIENCE);
        while (true) {
            var mails = all();
            var found = mails.stream().filter(fits).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError(
                        "no such mail for %s; there are: %s"
                                .formatted(user, mails.stream().map(Mail::subject).toList()));
            }
            sleep();
        }
    }

    /// Empties the mailboxes of everybody.
    public static void deleteAll() {
        send(HttpRequest.newBuilder(uri("/api/mail/purge")).POST(noBody()).build());
    }

    private static JsonNode get(String path) {
        try {
            return JSON.readTree(send(HttpRequest.newBuilder(uri(path)).build()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String send(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static HttpRequest.BodyPublisher noBody() {
        return HttpRequest.BodyPublishers.noBody();
    }

    private static URI uri(String path) {
        return URI.create(Stack.get().mail() + path);
    }

    private static void sleep() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
