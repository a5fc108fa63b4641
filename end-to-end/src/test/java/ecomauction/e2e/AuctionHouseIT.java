package ecomauction.e2e;

import static ecomauction.e2e.Floor.auction;
import static ecomauction.e2e.Floor.await;
import static ecomauction.e2e.Floor.bid;
import static ecomauction.e2e.Floor.lot;
import static ecomauction.e2e.Floor.open;
import static ecomauction.e2e.Floor.verify;
import static ecomauction.e2e.RunningSystem.API;
import static ecomauction.e2e.RunningSystem.COLLECTOR;
import static ecomauction.e2e.RunningSystem.STACK;
import static ecomauction.e2e.RunningSystem.front;
import static org.assertj.core.api.Assertions.assertThat;

import ecomauction.e2e.Span.Kind;
import ecomauction.local.Options.Extra;
import ecomauction.testkit.Mails;
import ecomauction.testkit.Tokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AuctionHouseIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Pattern SNAPSHOT = Pattern.compile("event: ?snapshot");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static HttpResponse<String> get(String url) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }

    @Test
    void a_lot_is_listed_bid_on_hammered_down_and_everybody_is_told() {
        var id = open("A whole story", Duration.ofSeconds(62));
        bid("bidder1", id, 5_000).orThrow();
        bid("bidder2", id, 7_000).orThrow();
        assertThat(bid("bidder3", id, 6_000).orThrow().body().path("outcome").asText())
                .isEqualTo("COUNTERED");

        await(
                "the hammer falls",
                PATIENCE,
                () -> auction(id).path("status").asText().equals("SOLD"));

        assertThat(auction(id).path("hammerPrice").path("amount").asLong()).isEqualTo(6_100);
        assertThat(auction(id).path("winner").asText()).isEqualTo("bidder 2");
        assertThat(lot(id).path("reason").asText()).isEqualTo("HAMMER");
        assertThat(verify(id).problems()).isEmpty();
        Mails.of("bidder2")
                .await(mail ->
                        mail.source().contains("A whole story") && mail.source().contains("61.00"));
        Mails.of("seller")
                .await(mail ->
                        mail.source().contains("A whole story") && mail.source().contains("61.00"));
        Mails.of("bidder1").await(mail -> mail.source().contains("A whole story"));
        assertThat(API.get("bidder2", "/v1/me/inbox?unread=true").body().path("items").size())
                .isPositive();
    }

    @Test
    void two_replicas_judge_two_hundred_bids_at_once_as_one() throws Exception {
        var id = open("Two replicas", Duration.ofHours(1));
        var ports = List.of(STACK.port("bid-service"), STACK.port("bid-service-2"));
        var accepted = new ArrayList<Long>();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var bids = new ArrayList<Callable<HttpResponse<String>>>();
            for (int i = 0; i < 200; i++) {
                var port = ports.get(i % 2);
                var bidder = "bidder" + (1 + i % 5);
                var max = 2_000L + (i * 37L % 200) * 100;
                bids.add(() -> direct(port, bidder, id, max));
            }
            for (var answer : threads.invokeAll(bids)) {
                assertThat(answer.get().statusCode()).isIn(201, 409);
                if (answer.get().statusCode() == 201) {
                    accepted.add(seqOf(answer.get().body()));
                }
            }
        }

        assertThat(accepted.stream().sorted().toList())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, accepted.size()).boxed().toList());
        assertThat(lot(id).path("seq").asLong()).isEqualTo(accepted.size());
        assertThat(verify(id).problems()).isEmpty();
    }

    /// Asks again, under the same key, when the other replica has held the lot for too long.
    private static HttpResponse<String> direct(int port, String user, String lot, long amount)
            throws Exception {
        var request =
                bidding("http://127.0.0.1:" + port, user, lot, amount)
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .build();
        var answer = HTTP.send(request, BodyHandlers.ofString());
        for (int i = 0; answer.statusCode() == 503 && i < 20; i++) {
            Floor.rest(Duration.ofMillis(200));
            answer = HTTP.send(request, BodyHandlers.ofString());
        }
        return answer;
    }

    private static HttpRequest.Builder bidding(String where, String user, String lot, long amount) {
        var body = "{\"maxAmount\":{\"amount\":%d,\"currency\":\"USD\"}}".formatted(amount);
        return HttpRequest.newBuilder(URI.create("%s/v1/lots/%s/bids".formatted(where, lot)))
                .header("Authorization", "Bearer " + Tokens.of(user))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static long seqOf(String body) {
        return Long.parseLong(body.replaceAll(".*\"seq\":(\\d+).*", "$1"));
    }

    @Test
    void watchers_on_every_replica_hear_of_bids_on_any() throws Exception {
        var id = open("Watched", Duration.ofHours(1));
        var lines = new CopyOnWriteArrayList<String>();
        for (var replica : List.of("bid-service", "bid-service-2")) {
            var url = "http://127.0.0.1:%d/v1/lots/%s/stream".formatted(STACK.port(replica), id);
            listen(url, lines);
        }
        listen(front() + "/v1/lots/" + id + "/stream", lines);

        await(
                "all three see how it stands",
                PATIENCE,
                () -> lines.stream().filter(SNAPSHOT.asMatchPredicate()).count() == 3);
        bid("bidder1", id, 5_000).orThrow();

        await(
                "all three hear of it",
                PATIENCE,
                () -> lines.stream().filter(l -> l.contains("\"kind\":\"FIRST\"")).count() == 3);
    }

    private static void listen(String url, List<String> lines) throws Exception {
        var stream =
                HTTP.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofLines());
        assertThat(stream.statusCode()).isEqualTo(200);
        Thread.ofVirtual().start(() -> stream.body().forEach(lines::add));
    }

    /// From the edge through outbox and topics to all who hear of it, as a collector sees it.
    @Test
    void a_bid_is_one_trace_through_all_services() throws Exception {
        var id = open("Traced", Duration.ofHours(1));
        var trace = UUID.randomUUID().toString().replace("-", "");
        var request =
                bidding(front(), "bidder1", id, 5_000)
                        .header("traceparent", "00-%s-00f067aa0ba902b7-01".formatted(trace));

        assertThat(HTTP.send(request.build(), BodyHandlers.ofString()).statusCode()).isEqualTo(201);

        await(
                "bid-service tells of the request",
                PATIENCE,
                () -> spans(trace, "bid-service", Kind.SERVER).findAny().isPresent());
        for (var service : List.of("auction-service", "notification-service")) {
            await(
                    service + " goes on where bid-service published",
                    PATIENCE,
                    () ->
                            spans(trace, service, Kind.CONSUMER)
                                    .filter(span -> span.name().equals("process bid.events"))
                                    .anyMatch(AuctionHouseIT::followsBidService));
        }
    }

    private static Stream<Span> spans(String trace, String service, Kind kind) {
        return COLLECTOR.spansOf(trace).stream()
                .filter(span -> span.service().equals(service) && span.kind() == kind);
    }

    private static boolean followsBidService(Span consumer) {
        return COLLECTOR.spansOf(consumer.trace()).stream()
                .filter(span -> span.service().equals("bid-service"))
                .anyMatch(span -> span.id().equals(consumer.parent()));
    }

    /// What the other tests do, they do through the edge.
    @Test
    void the_edge_stands_before_it_all() throws Exception {
        Tools.require(Extra.EDGE);

        var refused = get(front() + "/v1/auctions?q=%3Cscript%3Ealert(1)%3C/script%3E");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("REFUSED_AT_EDGE");
    }

    @Test
    void the_gateway_shows_what_is_where() throws Exception {
        assertThat(get(front() + "/").body()).contains("bid-service", "Keycloak");
        for (var service : List.of("auction-service", "bid-service", "notification-service")) {
            assertThat(get(front() + "/docs/" + service + "/openapi.yaml").body())
                    .contains("openapi: 3");
        }
        var nowhere = get(front() + "/v1/nowhere");
        assertThat(nowhere.statusCode()).isEqualTo(404);
        assertThat(nowhere.headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/problem+json");
    }
}
