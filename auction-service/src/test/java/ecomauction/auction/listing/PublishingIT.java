package ecomauction.auction.listing;

import static org.assertj.core.api.Assertions.assertThat;

import ecomauction.auction.Api;
import ecomauction.auction.Api.Reply;
import ecomauction.auction.Listings;
import ecomauction.testkit.Events;
import ecomauction.testkit.StackResource;
import ecomauction.testkit.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = StackResource.class,
        initArgs = @ResourceArg(name = "database", value = "auction"))
class PublishingIT {

    private final Api seller = Api.as("seller");

    @Test
    void a_draft_is_created_with_location_and_etag() {
        var reply = seller.post("/v1/auctions", Listings.in(Duration.ofDays(3)));

        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        assertThat(reply.http().headers().firstValue("Location"))
                .contains("/v1/auctions/" + reply.id());
        assertThat(reply.etag()).isEqualTo("\"1.0.DRAFT\"");
        assertThat(reply.json().path("status").asText()).isEqualTo("DRAFT");
        assertThat(reply.json().path("price").isNull()).isTrue();
        assertThat(reply.json().path("seller").asText()).isEqualTo(Tokens.subject("seller"));
    }

    @Test
    void what_is_published_is_read_by_all_and_told_on_kafka() {
        var view =
                Listings.published(
                        Listings.with(
                                """
                                {"reservePrice": {"amount": 20000, "currency": "USD"}}
                                """));

        var read = Api.anonymous().read(view.id());
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.json().path("status").asText()).isEqualTo("OPEN");
        assertThat(read.json().path("hasReserve").asBoolean()).isTrue();
        assertThat(read.json().path("minNext").path("amount").asLong()).isEqualTo(10_000);
        assertThat(read.json().path("ruleSet").asText()).isEqualTo("USD/1");
        assertThat(read.http().headers().firstValue("Cache-Control"))
                .contains("public, max-age=0, s-maxage=1");
        try (var events = Events.on("auction.events")) {
            var event = events.await("AuctionPublished", e -> e.key().equals(view.id()));
            assertThat(event.body().at("/terms/reservePrice/amount").asLong()).isEqualTo(20_000);
            assertThat(event.body().at("/terms/incrementTableVersion").asInt()).isEqualTo(1);
            assertThat(event.header("ce_sequence")).isEqualTo("2");
            assertThat(event.header("ce_subject")).isEqualTo(view.id());
        }
    }

    @Test
    void many_publishes_at_once_give_one_event() throws Exception {
        Listings.published(Listings.in(Duration.ofDays(3)));
        var id = Listings.draft(Listings.in(Duration.ofDays(3))).id();

        try (var threads = Executors.newFixedThreadPool(8)) {
            var replies =
                    threads.invokeAll(
                            IntStream.range(0, 16)
                                    .mapToObj(i -> (Callable<Reply>) () -> seller.publish(id))
                                    .toList());

            var statuses = new ArrayList<Integer>();
            for (var reply : replies) {
                statuses.add(reply.get().status());
            }
            assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
            assertThat(statuses).filteredOn(status -> status == 409).hasSize(15);
        }
        var after = Listings.published(Listings.in(Duration.ofDays(3))).id();
        try (var events = Events.on("auction.events")) {
            events.await("AuctionPublished", e -> e.key().equals(after));
            assertThat(events.await(1, e -> e.key().equals(id))).hasSize(1);
        }
    }

    @Test
    void the_same_key_creates_one_auction() {
        var key = UUID.randomUUID().toString();
        var body = Listings.in(Duration.ofDays(3));

        var first = seller.post("/v1/auctions", body, "Idempotency-Key", key);
        var again = seller.post("/v1/auctions", body, "Idempotency-Key", key);
        var other =
                seller.post(
                        "/v1/auctions",
                        Listings.with("{\"title\": \"Another\"}"),
                        "Idempotency-Key",
                        key);

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.etag()).isEqualTo(first.etag());
        assertThat(other.status()).isEqualTo(422);
    }

    @Test
    void a_draft_is_private() {
        var id = Listings.draft(Listings.in(Duration.ofDays(3))).id();

        assertThat(seller.read(id).status()).isEqualTo(200);
        assertThat(Api.as("operator").read(id).status()).isEqualTo(200);
        for (var other : new Api[] {Api.anonymous(), Api.as("seller2"), Api.as("bidder1")}) {
            assertThat(other.read(id).status()).isEqualTo(404);
        }
        var seller2 = Api.as("seller2");
        assertThat(seller2.publish(id).status()).isEqualTo(404);
        assertThat(seller2.delete(id).status()).isEqualTo(404);
        assertThat(seller2.cancel(id, "").status()).isEqualTo(404);
        assertThat(seller2.patch(id, "\"1\"", "{}").status()).isEqualTo(404);
    }

    @Test
    void anothers_auction_cannot_be_touched_but_by_operators() {
        var id = Listings.published(Listings.in(Duration.ofDays(3))).id();

        var refused = Api.as("seller2").patch(id, "\"2\"", "{\"title\": \"Mine now\"}");
        var granted = Api.as("operator").patch(id, "\"2\"", "{\"title\": \"Set right\"}");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("NOT_YOURS");
        assertThat(Api.as("seller2").cancel(id, "").status()).isEqualTo(403);
        assertThat(granted.status()).as(granted.text()).isEqualTo(200);
    }

    @Test
    void a_draft_is_deleted_but_nothing_else() {
        var draft = Listings.draft(Listings.in(Duration.ofDays(3))).id();
        var published = Listings.published(Listings.in(Duration.ofDays(3))).id();

        assertThat(seller.delete(draft).status()).isEqualTo(204);
        assertThat(seller.read(draft).status()).isEqualTo(404);
        assertThat(seller.delete(published).code()).isEqualTo("NOT_A_DRAFT");
    }

    @Test
    void publishing_names_the_unknown_increment_table() {
        Listings.published(Listings.in(Duration.ofDays(3)));
        var id = Listings.draft(Listings.with("{\"incrementTable\": \"NO_SUCH\"}")).id();
        var yen =
                Listings.draft(
                                Listings.with(
                                        "{\"startPrice\": {\"amount\": 1, \"currency\": \"JPY\"}}"))
                        .id();

        var reply = seller.publish(id);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().at("/violations/0/field").asText()).isEqualTo("incrementTable");
        assertThat(seller.publish(yen).json().at("/violations/0/field").asText())
                .isEqualTo("startPrice.currency");
    }

    @Test
    void publishing_checks_the_times_again() {
        Listings.published(Listings.in(Duration.ofDays(3)));
        var id = shortDraft();
        Listings.await(() -> Instant.now().isAfter(endsAt(id).minusSeconds(60)));

        var reply = seller.publish(id);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().at("/violations/0/field").asText()).isEqualTo("endsAt");
    }

    /// Runs a second longer than the shortest: too short as well when the machine takes its time.
    private String shortDraft() {
        var reply = new Reply[1];
        Listings.await(() -> {
            reply[0] = seller.post("/v1/auctions", Listings.in(Duration.ofSeconds(61)));
            return reply[0].status() == 201;
        });
        return reply[0].id();
    }

    private Instant endsAt(String id) {
        return Instant.parse(seller.read(id).json().path("endsAt").asText());
    }

    @Test
    void a_client_that_has_the_newest_gets_304() {
        var id = Listings.published(Listings.in(Duration.ofDays(3))).id();
        var etag = seller.read(id).etag();

        var reply = seller.get("/v1/auctions/" + id, "If-None-Match", etag);

        assertThat(reply.status()).isEqualTo(304);
        assertThat(reply.text()).isEmpty();
    }
}
