package ecomauction.notification;

import static ecomauction.notification.Auction.usd;
import static ecomauction.notification.Auction.user;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ecomauction.contracts.Topics;
import ecomauction.contracts.UuidV7;
import ecomauction.contracts.bid.PrivateBidEvent.LotWon;
import ecomauction.testkit.Events;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DeadLettersIT {

    private static final String LIST = "/v1/ops/dead-letters";
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

    private Api operator() {
        return new Api(service, "operator");
    }

    private String awaitOpen(String eventId) {
        return operator()
                .await(
                        LIST + "?state=OPEN&limit=100",
                        item -> item.path("eventId").asText().equals(eventId))
                .path("id")
                .asText();
    }

    /// As the kit buries them.
    private static Map<String, String> buried(
            Map<String, String> headers, String topic, String group, long offset) {
        var all = new LinkedHashMap<>(headers);
        all.put("dead_cause", "java.lang.IllegalStateException: test");
        all.put("dead_topic", topic);
        all.put("dead_group", group);
        all.put("dead_partition", "0");
        all.put("dead_offset", Long.toString(offset));
        return all;
    }

    private static String bury(String group, long offset) {
        var id = UUID.randomUUID().toString();
        bury(id, group, offset);
        return id;
    }

    private static void bury(String id, String group, long offset) {
        var headers = Map.of("ce_id", id, "ce_type", "ecomauction.Test");
        PUBLISHER.send(
                "order.events." + group + ".dead",
                "key",
                buried(headers, "order.events", group, offset),
                "{}".getBytes(UTF_8));
    }

    @Test
    void a_poison_event_is_listed_and_does_not_stop_its_neighbours() {
        var auction = new Auction(PUBLISHER, "Neighbour").published();
        var event =
                Topics.BID_PRIVATE.event(
                        auction.id,
                        1,
                        new LotWon(auction.id, 1, user("bidder1"), usd(100), Instant.now()));
        PUBLISHER.send(
                event.topic(),
                event.key(),
                Publisher.headers(event),
                "{\"auctionId\": \"no\u0000t one\"".getBytes(UTF_8));

        auction.sold(user("bidder1"), "bidder 1", 300).settled();

        assertThat(auction.mails("bidder1")).hasSize(1);
        var id = awaitOpen(event.id().toString());
        var letter = operator().get(LIST + "/" + id).body();
        assertThat(letter.path("topic").asText()).isEqualTo("bid.private");
        assertThat(letter.path("group").asText()).isEqualTo("notification-service");
        assertThat(letter.path("eventType").asText()).isEqualTo("ecomauction.LotWon");
        assertThat(letter.path("payload").asText()).startsWith("{\"auctionId\": \"no");

        operator().post(LIST + "/" + id + "/replay");

        // It is as bad as it was, and so a dead letter again.
        assertThat(
                        operator()
                                .await(
                                        LIST + "?state=OPEN&topic=bid.private",
                                        item ->
                                                item.path("eventId")
                                                        .asText()
                                                        .equals(event.id().toString()))
                                .path("id")
                                .asText())
                .isNotEqualTo(id);
    }

    @Test
    void a_replayed_event_goes_back_to_its_topic_as_it_was_and_is_handled() {
        var auction = new Auction(PUBLISHER, "Again").published();
        var event =
                Topics.BID_PRIVATE.event(
                        auction.id,
                        1,
                        new LotWon(auction.id, 1, user("bidder2"), usd(100), Instant.now()));
        PUBLISHER.send(
                "bid.private.notification-service.dead",
                event.key(),
                buried(Publisher.headers(event), "bid.private", "notification-service", 7),
                Publisher.write(event.body()));
        var id = awaitOpen(event.id().toString());

        var replay = operator().postOnce(LIST + "/" + id + "/replay", "once-" + id);

        assertThat(replay.body().path("state").asText()).isEqualTo("REPLAYED");
        try (var events = Events.on("bid.private")) {
            var again = events.await("LotWon", e -> e.id().equals(event.id().toString()));
            assertThat(again.headers())
                    .containsExactlyInAnyOrderEntriesOf(Publisher.headers(event));
            assertThat(again.key()).isEqualTo(event.key());
        }
        Database.awaitHandled(List.of(event.id()));
        auction.settled();
        assertThat(auction.mails("bidder2")).hasSize(1);
        // The same request again has the same answer, another one comes too late.
        assertThat(operator().postOnce(LIST + "/" + id + "/replay", "once-" + id).status())
                .isEqualTo(200);
        var late = operator().post(LIST + "/" + id + "/discard");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.body().path("code").asText()).isEqualTo("NOT_OPEN");
    }

    @Test
    void whatever_lies_in_a_dead_letter_topic_is_kept_once() {
        var id = bury("catalog-service", 1);
        bury(id, "catalog-service", 1);
        bury(id, "catalog-service", 2);
        bury(id, "checkout-service", 1);
        PUBLISHER.send("foreign.dead", "key", Map.of(), new byte[] {0, (byte) 0xff, 'x'});

        awaitOpen(id);

        var foreign = operator().await(LIST, item -> item.path("topic").asText().equals("foreign"));
        assertThat(foreign.path("eventId").asText()).startsWith("foreign/");
        operator().await(LIST, item -> item.path("group").asText().equals("checkout-service"));
        assertThat(Database.count("SELECT count(*) FROM dead_letter WHERE event_id = $1", id))
                .isEqualTo(2);
    }

    @Test
    void a_discarded_letter_tells_who_did_it_and_why() {
        var id = awaitOpen(bury("chat-service", 1));
        var path = LIST + "/" + id;

        var discard = operator().post(path + "/discard", "{\"reason\": \"A test of ours.\"}");

        assertThat(discard.status()).isEqualTo(200);
        var act = operator().get(path).body().path("acts").path(0);
        assertThat(act.path("act").asText()).isEqualTo("DISCARD");
        assertThat(act.path("reason").asText()).isEqualTo("A test of ours.");
        assertThat(act.path("name").asText()).isEqualTo("operator");
        assertThat(operator().post(path + "/replay").status()).isEqualTo(409);
    }

    @Test
    void the_list_is_paged_and_filtered() {
        for (int i = 0; i < 7; i++) {
            bury("notes-service", i);
        }
        Database.awaitTrue(
                "SELECT count(*) = 7 FROM dead_letter WHERE consumer_group = 'notes-service'");

        var seen = new HashSet<String>();
        var path = LIST + "?topic=order.events&limit=3";
        for (var page = operator().get(path).body(); ; ) {
            page.path("items").forEach(item -> seen.add(item.path("id").asText()));
            if (page.path("next").isMissingNode() || page.path("next").isNull()) {
                break;
            }
            assertThat(page.path("items")).hasSize(3);
            page = operator().get(path + "&cursor=" + page.path("next").asText()).body();
        }

        assertThat((long) seen.size())
                .isEqualTo(
                        Database.count(
                                "SELECT count(*) FROM dead_letter WHERE topic = 'order.events'"));
        assertThat(operator().get(LIST + "?topic=nothing").body().path("items")).isEmpty();
        assertThat(operator().get(LIST + "/" + UuidV7.next()).status()).isEqualTo(404);
    }
}
