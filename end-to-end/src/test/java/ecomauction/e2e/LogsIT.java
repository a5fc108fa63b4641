package ecomauction.e2e;

import static ecomauction.e2e.Floor.await;
import static ecomauction.e2e.Floor.bid;
import static ecomauction.e2e.Floor.open;
import static ecomauction.e2e.Floor.usd;
import static ecomauction.e2e.RunningSystem.API;
import static ecomauction.e2e.RunningSystem.front;
import static ecomauction.e2e.RunningSystem.logs;
import static org.assertj.core.api.Assertions.assertThat;

import ecomauction.testkit.CanaryScan;
import ecomauction.testkit.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// After all other tests: what processes wrote while people bid, things broke and alarms were
/// mailed.
@Order(Integer.MAX_VALUE)
class LogsIT {

    private static final long RESERVE = 3_456_789;
    private static final long LEADING = 2_345_671;
    private static final long MALFORMED = 4_567_893;
    private static final long BURIED = 5_678_917;

    @BeforeAll
    static void system() {
        assertThat(API).isNotNull();
    }

    @Test
    void nothing_secret_or_personal_is_in_any_log() throws Exception {
        var id = open("Discreet", Duration.ofHours(1), Map.of("reservePrice", usd(RESERVE)));
        bid("bidder1", id, LEADING).orThrow();
        bid("bidder2", id, 1_234_567).orThrow();
        assertThat(bid("bidder1", id, LEADING).status()).isEqualTo(409);
        assertThat(send(id, Tokens.of("bidder1"), "{\"maxAmount\": " + MALFORMED)).isEqualTo(400);
        assertThat(send(id, Tokens.forOthers("bidder1"), "{}")).isEqualTo(401);
        var trace = UUID.randomUUID().toString().replace("-", "");
        Poison.send(
                trace, List.of("{\"max\": %d, \"email\": \"anna@example.test\"".formatted(BURIED)));
        await("the event is buried", Duration.ofMinutes(2), () -> isLogged(trace));

        var scan = CanaryScan.of(RESERVE, LEADING, MALFORMED, BURIED).personal();
        logs().forEach(scan::file);

        scan.check();
    }

    private static int send(String lot, String token, String body) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(front() + "/v1/lots/" + lot + "/bids"))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode();
    }

    /// What is scanned is what was written just now.
    static boolean isLogged(String trace) {
        try {
            return logs().stream().anyMatch(log -> text(log).contains(trace));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path log) {
        try {
            return Files.readString(log, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
