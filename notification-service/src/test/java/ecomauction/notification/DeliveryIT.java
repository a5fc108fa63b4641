package ecomauction.notification;

import static ecomauction.notification.Auction.user;
import static org.assertj.core.api.Assertions.assertThat;

import ecomauction.contracts.bid.PrivateBidEvent.Bidder;
import ecomauction.testkit.Events;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DeliveryIT {

    /// Both mails of an auction in the hands of a worker that is not there. Not while one of the
    /// service's own has them, which may still send them.
    private static final String ORPHANED =
            """
            WITH own AS (
                SELECT d.id, d.state FROM delivery d JOIN notice n ON n.id = d.notice_id
                WHERE n.news LIKE $1),
            orphaned AS (
                UPDATE delivery SET state = 'SENDING', due_at = now() + interval '1 second'
                WHERE state = 'QUEUED' AND id IN (SELECT id FROM own)
                AND NOT EXISTS (SELECT FROM own WHERE own.state <> 'QUEUED')
                RETURNING id)
            SELECT count(*) = 2 FROM orphaned
            """;

    private static final Publisher PUBLISHER = new Publisher();

    @TestHTTPResource URI service;

    @AfterAll
    static void close() {
        PUBLISHER.close();
    }

    private static Auction sold(String name, Bidder winner) {
        return new Auction(PUBLISHER, name)
                .published()
                .joined(winner, "bidder 1")
                .bid("bidder 1", "bidder 1", 4_200)
                .sold(winner, "bidder 1", 4_200);
    }

    private Api operator() {
        return new Api(service, "operator");
    }

    @Test
    void while_the_mail_server_is_away_nothing_is_lost_and_afterwards_nothing_comes_twice() {
        var auctions =
                IntStream.range(0, 10).mapToObj(i -> sold("Down" + i, user("bidder1"))).toList();
        auctions.forEach(auction -> Database.awaitHandled(auction.events()));
        auctions.forEach(auction -> Database.awaitDecided(auction.id));
        // More tries than a refusal would be given: an outage does not count.
        Database.awaitTries("%Down%", 9);

        try (var _ = SmtpGate.open()) {
            auctions.forEach(Auction::settled);
        }

        assertThat(auctions)
                .allSatisfy(auction -> {
                    assertThat(auction.mails("bidder1")).hasSize(1);
                    assertThat(auction.mails("seller")).hasSize(1);
                });
    }

    @Test
    void a_refusal_for_good_is_a_dead_letter_that_can_be_replayed() {
        try (var gate = SmtpGate.open();
                var dead = Events.on("notification.dead")) {
            gate.refuse("bidder2@example.test");
            var auction = sold("Refused", user("bidder2"));
            auction.settled();
            assertThat(auction.mails("bidder2")).isEmpty();
            assertThat(auction.mails("seller")).hasSize(1);

            var letter =
                    operator()
                            .await(
                                    "/v1/ops/dead-letters?state=OPEN&topic=notification.dead",
                                    item -> item.path("cause").asText().contains("550"));
            var path = "/v1/ops/dead-letters/" + letter.path("id").asText();
            assertThat(operator().get(path).body().path("payload").asText())
                    .contains(auction.title)
                    .doesNotContain("bidder2@example.test");
            dead.await("MessageUndeliverable", e -> e.body().toString().contains(auction.title));

            gate.acceptAgain("bidder2@example.test");
            var replay = operator().post(path + "/replay");

            assertThat(replay.status()).isEqualTo(200);
            auction.settled();
            assertThat(auction.mails("bidder2")).hasSize(1);
            assertThat(operator().get(path).body().path("acts").path(0).path("name").asText())
                    .isEqualTo("operator");
        }
    }

    @Test
    void a_user_who_is_not_known_is_a_dead_letter() {
        try (var _ = SmtpGate.open()) {
            var stranger = UUID.randomUUID().toString();

            var auction = sold("Stranger", new Bidder(stranger, null)).settled();

            var letter =
                    operator()
                            .await(
                                    "/v1/ops/dead-letters?state=OPEN",
                                    item -> item.path("key").asText().equals(stranger));
            assertThat(letter.path("cause").asText()).isEqualTo("the user is not known");
            assertThat(auction.mails("seller")).hasSize(1);
        }
    }

    @Test
    void a_mail_whose_worker_has_died_leaves_when_the_lease_ends() {
        var auction = sold("Orphan", user("bidder3"));
        Database.awaitHandled(auction.events());
        Database.awaitDecided(auction.id);
        Database.awaitTrue(ORPHANED, "%" + auction.id + "%");

        try (var _ = SmtpGate.open()) {
            auction.settled();
        }

        assertThat(auction.mails("bidder3")).hasSize(1);
        assertThat(auction.mails("seller")).hasSize(1);
    }
}
