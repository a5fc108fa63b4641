package ecomauction.notification;

import static ecomauction.notification.Auction.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import ecomauction.testkit.Tokens;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
class InboxIT {

    private static final String INBOX = "/v1/me/inbox";
    private static final Publisher PUBLISHER = new Publisher();
    private static SmtpGate gate;

    @TestHTTPResource URI service;

    @BeforeAll
    static void open() {
        gate = SmtpGate.open();
    }

    @AfterAll
    static void close() {
        gate.close();
        PUBLISHER.close();
    }

    private Api as(String user) {
        return new Api(service, user);
    }

    private static Auction wonBy(String user) {
        return new Auction(PUBLISHER, "Inbox").published().sold(user(user), "bidder 1", 1_500);
    }

    /// Rows are quicker than auctions.
    private static void tell(String user, int count) {
        Database.execute(
                "INSERT INTO notice (key, user_id, news) SELECT 'test:' || uuidv7(), $1,"
                        + " '{\"kind\":\"UNSOLD\",\"auctionId\":\"' || uuidv7() || '\",\"title\":\"T\","
                        + "\"anyBids\":false}' FROM generate_series(1, $2::int)",
                Tokens.subject(user),
                count);
    }

    private static long unreadItems(JsonNode page) {
        return StreamSupport.stream(page.path("items").spliterator(), false)
                .filter(item -> item.path("readAt").isMissingNode())
                .count();
    }

    @Test
    void shows_what_the_mail_says_to_nobody_else() {
        var auction = wonBy("bidder4").settled();

        var item =
                as("bidder4")
                        .await(INBOX, i -> i.path("headline").asText().contains(auction.title));

        assertThat(item.path("news").path("kind").asText()).isEqualTo("WON");
        assertThat(item.path("news").path("price").path("amount").asLong()).isEqualTo(1_500);
        var path = INBOX + "/" + item.path("id").asText() + "/read";
        assertThat(as("bidder5").post(path).status()).isEqualTo(404);
        assertThat(as("bidder4").get(INBOX + "?unread").body().toString()).contains(auction.title);
        assertThat(as("bidder4").post(path).status()).isEqualTo(200);
        assertThat(as("bidder4").get(INBOX + "?unread").body().toString())
                .doesNotContain(auction.title);
        assertThat(as("bidder4").get(INBOX).body().toString()).contains(auction.title);
        assertThat(as("bidder5").get(INBOX).body().toString()).doesNotContain(auction.title);
    }

    @Test
    void pages_hold_still_while_news_arrive() {
        tell("clerk", 25);
        var first = as("clerk").get(INBOX + "?limit=10").body();
        tell("clerk", 5);

        var second = as("clerk").get(INBOX + "?limit=10&cursor=" + first.path("next").asText());

        var ids = new ArrayList<String>();
        first.path("items").forEach(item -> ids.add(item.path("id").asText()));
        second.body().path("items").forEach(item -> ids.add(item.path("id").asText()));
        assertThat(ids).hasSize(20).doesNotHaveDuplicates();
        assertThat(as("clerk").get(INBOX + "?cursor=" + "x".repeat(9)).status()).isEqualTo(400);
        assertThat(as("clerk").get(INBOX + "?limit=101").status()).isEqualTo(400);
    }

    @Test
    void the_counter_equals_the_list_whatever_goes_on() throws Exception {
        as("admin").post(INBOX + "/read-all");
        tell("admin", 30);
        var work = new ArrayList<Future<?>>();
        // Fewer than the service has connections: who waits long for one is asked to come again.
        try (var pool = Executors.newFixedThreadPool(8)) {
            for (var item : as("admin").get(INBOX + "?unread&limit=20").body().path("items")) {
                var path = INBOX + "/" + item.path("id").asText() + "/read";
                work.add(pool.submit(() -> as("admin").post(path)));
            }
            for (int i = 0; i < 10; i++) {
                work.add(pool.submit(() -> tell("admin", 2)));
                work.add(
                        pool.submit(() -> {
                            var page = as("admin").get(INBOX + "?limit=100").body();
                            assertThat(page.path("unread").asLong()).isEqualTo(unreadItems(page));
                        }));
            }
            for (var done : work) {
                done.get();
            }
        }

        var page = as("admin").get(INBOX + "?unread&limit=100").body();
        assertThat(page.path("unread").asLong()).isEqualTo(30).isEqualTo(unreadItems(page));
        assertThat(as("admin").post(INBOX + "/read-all").body().path("unread").asLong()).isZero();
        assertThat(as("admin").get(INBOX + "?unread").body().path("items")).isEmpty();
    }
}
