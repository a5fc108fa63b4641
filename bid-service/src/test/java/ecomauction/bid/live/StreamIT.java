package ecomauction.bid.live;

import static ecomauction.bid.Api.bid;
import static ecomauction.bid.Auctions.terms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ecomauction.bid.Api;
import ecomauction.bid.Await;
import ecomauction.bid.TestStack;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestStack
class StreamIT {

    /// Reads a stream in the background, line by line.
    private static final class Listener implements AutoCloseable {

        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final HttpClient http = HttpClient.newHttpClient();

        Listener(UUID id, @Nullable String lastEventId) throws IOException, InterruptedException {
            var request =
                    HttpRequest.newBuilder(Api.base().resolve("/v1/lots/" + id + "/stream"))
                            .header("Accept", "text/event-stream");
            if (lastEventId != null) {
                request.header("Last-Event-ID", lastEventId);
            }
            var answer = http.send(request.build(), BodyHandlers.ofLines());
            assertThat(answer.statusCode()).isEqualTo(200);
            Thread.startVirtualThread(() -> {
                try {
                    answer.body().forEach(lines::add);
                } catch (RuntimeException closed) {
                    lines.add("closed");
                }
                lines.add("end");
            });
        }

        List<String> ids() {
            return lines.stream()
                    .filter(line -> line.startsWith("id:"))
                    .map(line -> line.substring(3).strip())
                    .toList();
        }

        boolean saw(String text) {
            return lines.stream().anyMatch(line -> line.contains(text));
        }

        @Override
        public void close() {
            http.shutdownNow();
        }
    }

    @Test
    void starts_with_a_snapshot_and_goes_on_without_gaps() throws Exception {
        var id = terms().publish();
        bid("bidder1", id, 5_000);

        try (var listener = new Listener(id, null)) {
            Await.until(() -> listener.saw("snapshot"));
            bid("bidder2", id, 3_000);
            bid("bidder1", id, 6_000);
            bid("bidder2", id, 9_000);

            Await.until(() -> listener.ids().contains("4"));
            assertThat(listener.ids()).containsExactly("1", "2", "3", "4");
            assertThat(listener.saw("\"sealed\":true")).isTrue();
        }
    }

    @Test
    void resumes_after_the_last_event_and_ends_with_the_lot() throws Exception {
        var id = terms().publish();
        bid("bidder1", id, 5_000);
        bid("bidder2", id, 3_000);
        bid("bidder2", id, 6_000);

        try (var listener = new Listener(id, "1")) {
            Await.until(() -> listener.ids().contains("3"));
            Api.post("seller", "/v1/lots/" + id + "/sell-to-leader", "");

            Await.until(() -> listener.lines.contains("end"));
            assertThat(listener.ids()).containsExactly("2", "3", "4");
            assertThat(listener.saw("snapshot")).isFalse();
            assertThat(listener.saw("SOLD_BY_SELLER")).isTrue();
        }
    }

    /// Whoever decides, on whatever replica. Selling tells nobody here but through Kafka, and the
    /// heartbeat, which looks too, comes each 15 s only. Nobody watches in between, so it is each
    /// time a new start.
    @Test
    void hears_through_kafka_of_what_others_decided() throws Exception {
        for (int i = 0; i < 3; i++) {
            var id = terms().publish();
            bid("bidder1", id, 5_000);

            try (var listener = new Listener(id, null)) {
                Await.until(() -> listener.saw("snapshot"));
                var asked = Instant.now();
                Api.post("seller", "/v1/lots/" + id + "/sell-to-leader", "");
                Await.until(() -> listener.saw("SOLD_BY_SELLER"));
                assertThat(asked).isCloseTo(Instant.now(), within(4, ChronoUnit.SECONDS));
            }
        }
    }
}
