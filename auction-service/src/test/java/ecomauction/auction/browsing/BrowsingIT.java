package ecomauction.auction.browsing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import ecomauction.auction.Api;
import ecomauction.auction.Bidding;
import ecomauction.auction.Listings;
import ecomauction.contracts.bid.BidEvent.LotClosed;
import ecomauction.testkit.Stack;
import ecomauction.testkit.StackResource;
import ecomauction.testkit.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(
        value = StackResource.class,
        initArgs = @ResourceArg(name = "database", value = "auction"))
class BrowsingIT {

    private final String category = "c" + UUID.randomUUID().toString().substring(0, 8);

    @ParameterizedTest
    @ValueSource(strings = {"endingSoonest", "newest", "price", "bids"})
    void shows_each_auction_once_whatever_happens_between_the_pages(String sort) {
        var ids = publishMany(9);

        var seen =
                pages(
                        "status=OPEN&limit=2&sort=" + sort,
                        page -> {
                            // The first becomes the last in every order, the last the first, and
                            // one closes.
                            move(ids.get(page), 50_000 + page, 9 - page, 10);
                            move(ids.get(8 - page), 10_001 + page, page + 1, 2);
                            close(ids.get(page + 1));
                        });

        assertThat(seen).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void finds_by_status_category_seller_end_and_words() {
        var open = publish("Commodore 64 with floppy drive", Duration.ofDays(1));
        var later = publish("Amiga 500", Duration.ofDays(5));
        var draft = Listings.draft(listing("Draft of a C64", Duration.ofDays(2))).id();

        assertThat(list("")).containsExactly(open, later);
        assertThat(list("&status=OPEN&status=SOLD")).containsExactly(open, later);
        assertThat(list("&status=SOLD")).isEmpty();
        assertThat(list("&endsBefore=" + Instant.now().plus(Duration.ofDays(2))))
                .containsExactly(open);
        assertThat(list("&q=FLOPPY%20commo")).containsExactly(open);
        assertThat(list("&q=floppy%20amiga")).isEmpty();
        assertThat(list("&sort=newest")).containsExactly(later, open);
        assertThat(list("&seller=" + Tokens.subject("seller"))).containsExactly(open, later);
        assertThat(list("&seller=" + Tokens.subject("seller2"))).isEmpty();
        assertThat(list("&status=DRAFT")).isEmpty();
        assertThat(ids(Api.as("seller"), "&status=DRAFT&seller=me")).containsExactly(draft);
        assertThat(ids(Api.as("seller2"), "&status=DRAFT")).isEmpty();
        assertThat(ids(Api.as("operator"), "&status=DRAFT")).containsExactly(draft);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=101",
                "limit=x",
                "status=GONE",
                "sort=best",
                "endsBefore=soon",
                "q=%00",
                "cursor=xyz",
                "seller=me",
                "cursor=ZW5kaW5nU29vbmVzdB8xOjA6HzIwMjYtMDEtMDJUMDM6MDQ6MDVaHzEfMQ"
            })
    void refuses_odd_parameters(String parameter) {
        var reply = Api.anonymous().get("/v1/auctions?" + parameter);

        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.json().path("violations")).isNotEmpty();
    }

    @Test
    void ends_with_a_page_without_a_next() {
        publishMany(2);

        var page = Api.anonymous().get("/v1/auctions?limit=2&category=" + category).json();

        assertThat(page.path("items")).hasSize(2);
        assertThat(page.path("next").isNull()).isTrue();
    }

    @Test
    void lists_what_a_backup_brought_from_another_cluster() throws SQLException {
        var id = publish("Restored", Duration.ofDays(3));
        var database = "jdbc:" + Stack.get().postgres("auction");
        var owner = "auction_owner";

        try (var connection = DriverManager.getConnection(database, owner, owner);
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("ALTER TABLE auction DISABLE TRIGGER keep_past");
            statement.execute(
                    "UPDATE auction SET changed_by = '999999999999' WHERE id = '%s'".formatted(id));
            statement.execute("ALTER TABLE auction ENABLE TRIGGER keep_past");
            connection.commit();
        }

        assertThat(list("")).containsExactly(id);
    }

    private List<String> publishMany(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> publish("Lot " + i, Duration.ofDays(3).plusMinutes(i)))
                .toList();
    }

    private String publish(String title, Duration time) {
        return Listings.published(listing(title, time)).id();
    }

    private String listing(String title, Duration time) {
        return Listings.json(title, Instant.now().plus(time)).replace("game-consoles", category);
    }

    private List<String> pages(String parameters, IntConsumer between) {
        var ids = new ArrayList<String>();
        var path = "/v1/auctions?category=%s&%s".formatted(category, parameters);
        var page = Api.anonymous().get(path).json();
        for (var number = 0; number < 20; number++) {
            page.path("items").forEach(item -> ids.add(item.path("id").asText()));
            if (page.path("next").isNull()) {
                return ids;
            }
            if (number < 4) {
                between.accept(number);
            }
            page = Api.anonymous().get(path + "&cursor=" + page.path("next").asText()).json();
        }
        throw new AssertionError("No end of pages: " + ids);
    }

    private static void move(String id, long price, int bids, int moreDays) {
        var seq = Api.anonymous().read(id).json().path("bidCount").asInt() + 10L + bids;
        var end = Instant.now().plus(Duration.ofDays(moreDays));
        Bidding.publish(id, seq, Bidding.bid(id, seq, price, bids, end));
        Listings.awaitView(id, v -> isClosed(v) || v.at("/price/amount").asLong() == price);
    }

    private static void close(String id) {
        Bidding.publish(
                id, 99, Bidding.closed(id, 99, LotClosed.Outcome.SOLD, LotClosed.Reason.HAMMER));
        Listings.awaitView(id, BrowsingIT::isClosed);
    }

    private static boolean isClosed(JsonNode view) {
        return view.path("status").asText().equals("SOLD");
    }

    private List<String> list(String parameters) {
        return ids(Api.anonymous(), parameters);
    }

    private List<String> ids(Api api, String parameters) {
        var reply = api.get("/v1/auctions?category=" + category + parameters);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        var ids = new ArrayList<String>();
        reply.json().path("items").forEach(item -> ids.add(item.path("id").asText()));
        return ids;
    }
}
