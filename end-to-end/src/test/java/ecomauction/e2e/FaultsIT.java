package ecomauction.e2e;

import static ecomauction.e2e.Floor.auction;
import static ecomauction.e2e.Floor.await;
import static ecomauction.e2e.Floor.open;
import static ecomauction.e2e.Floor.verify;
import static ecomauction.e2e.RunningSystem.API;
import static ecomauction.e2e.RunningSystem.STACK;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import ecomauction.e2e.Load.Acknowledged;
import ecomauction.testkit.Events;
import ecomauction.testkit.Mails;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Processes die and servers restart while people bid. Afterwards every acknowledged bid is in the
/// log once, every lot is closed once, everybody has one mail, and the prices are what the rules
/// say.
class FaultsIT {

    private static final Pattern MESSAGE_ID = Pattern.compile("(?mi)^Message-ID:\\s*(<\\S+>)");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @BeforeAll
    static void system() {
        assertThat(API).isNotNull();
    }

    private static List<String> lots(String title, int count, Duration runsFor) {
        return IntStream.range(0, count).mapToObj(i -> open(title + " " + i, runsFor)).toList();
    }

    /// More bids must get through after a fault than before it.
    private static void awaitBids(Load load, int more) {
        var before = load.acknowledgedCount();
        await(
                more + " more bids are taken",
                PATIENCE,
                () -> load.acknowledgedCount() >= before + more);
    }

    private static void nothingIsLostOrDoubled(Load load) {
        assertThat(load.surprises()).isEmpty();
        var byLot = load.acknowledged().stream().collect(groupingBy(Acknowledged::lot));
        byLot.forEach((lot, bids) -> {
            var verdict = verify(lot);
            assertThat(verdict.problems()).as(lot).isEmpty();
            var seqs = bids.stream().map(Acknowledged::seq).toList();
            assertThat(seqs).as(lot).doesNotHaveDuplicates();
            assertThat(seqs).as(lot).allMatch(seq -> seq > 0 && seq < verdict.entries());
        });
    }

    @Test
    void bids_survive_killed_replicas_and_restarts_of_kafka_and_postgres() {
        var lots = lots("Hardy", 4, Duration.ofHours(1));
        var load = new Load(lots);
        try (load) {
            awaitBids(load, 10);

            STACK.kill("bid-service");
            awaitBids(load, 10);
            STACK.start("bid-service");
            STACK.kill("bid-service-2");
            awaitBids(load, 10);
            STACK.start("bid-service-2");

            STACK.stop("kafka");
            awaitBids(load, 10);
            STACK.start("kafka");

            STACK.stop("postgres");
            STACK.start("postgres");
            awaitBids(load, 10);

            STACK.kill("postgres");
            STACK.start("postgres");
            awaitBids(load, 10);
        }

        nothingIsLostOrDoubled(load);
        for (var lot : lots) {
            var seq = Floor.lot(lot).path("price").path("amount").asLong();
            await(
                    "auction-service shows the price of " + lot,
                    PATIENCE,
                    () -> auction(lot).path("price").path("amount").asLong() == seq);
        }
        eventsArriveOnceAndInOrder(lots);
    }

    /// As a rollout does it: SIGTERM to one replica after the other. What an ending replica breaks
    /// off is asked for again under its key.
    @Test
    void a_rollout_is_not_noticed_by_bidders_who_ask_again() {
        var lots = lots("Rolled", 2, Duration.ofHours(1));
        var load = new Load(lots);
        try (load) {
            awaitBids(load, 10);
            for (var replica : List.of("bid-service", "bid-service-2")) {
                STACK.stop(replica);
                awaitBids(load, 10);
                STACK.start(replica);
                awaitBids(load, 10);
            }
        }

        assertThat(load.unanswered()).isEmpty();
        nothingIsLostOrDoubled(load);
        var known = load.acknowledged().stream().collect(groupingBy(Acknowledged::lot, counting()));
        for (var lot : lots) {
            assertThat(Floor.lot(lot).path("seq").asLong()).as(lot).isEqualTo(known.get(lot));
        }
    }

    private static void eventsArriveOnceAndInOrder(List<String> lots) {
        try (var facts = Events.on("bid.events")) {
            for (var lot : lots) {
                var bids = Floor.lot(lot).path("bidCount").asInt();
                var seqs = new LinkedHashMap<String, Long>();
                // Sent again after a crash, an event keeps its id: consumers see it once.
                for (int sent = bids; seqs.size() < bids; sent++) {
                    facts.await(sent, e -> e.key().equals(lot) && e.type().equals("BidAccepted"))
                            .forEach(e -> seqs.putIfAbsent(e.id(), e.body().path("seq").asLong()));
                }
                assertThat(List.copyOf(seqs.values()))
                        .as(lot)
                        .hasSize(bids)
                        .isSorted()
                        .doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void everybody_is_told_once_though_services_die_while_lots_close() {
        var lots = lots("Mortal", 6, Duration.ofSeconds(75));
        var load = new Load(lots);
        try (load) {
            awaitBids(load, 10);
            STACK.kill("auction-service");
            STACK.kill("notification-service");
            awaitBids(load, 10);
            STACK.start("auction-service");
            STACK.start("notification-service");
        }
        await(
                "the lots close",
                PATIENCE,
                () -> lots.stream().anyMatch(lot -> !Floor.lot(lot).path("outcome").isNull()));
        STACK.kill("notification-service");
        STACK.kill("bid-service");
        STACK.kill("auction-service");
        STACK.start("bid-service");
        STACK.start("auction-service");
        STACK.start("notification-service");

        await(
                "all are shown as sold",
                PATIENCE,
                () ->
                        lots.stream()
                                .allMatch(l -> auction(l).path("status").asText().equals("SOLD")));
        nothingIsLostOrDoubled(load);
        try (var facts = Events.on("bid.events")) {
            for (var lot : lots) {
                facts.await("LotClosed", e -> e.key().equals(lot));
            }
            var closed =
                    facts.await(
                            lots.size(),
                            e -> e.type().equals("LotClosed") && lots.contains(e.key()));
            assertThat(closed.stream().map(Events.Event::id).distinct()).hasSize(lots.size());
        }
        for (int i = 0; i < lots.size(); i++) {
            var title = "Mortal " + i;
            await("the seller is told of " + title, PATIENCE, () -> mails("seller", title) > 0);
            await("the winner is told of " + title, PATIENCE, () -> wins(title) > 0);
        }
        // A second mail, if there is one, comes within the lease of a message.
        Floor.rest(Duration.ofSeconds(5));
        for (int i = 0; i < lots.size(); i++) {
            assertThat(mails("seller", "Mortal " + i)).as("Mortal " + i).isEqualTo(1);
            assertThat(wins("Mortal " + i)).as("Mortal " + i).isEqualTo(1);
        }
    }

    private static long mails(String user, String title) {
        return different(Mails.of(user).all().stream().filter(m -> m.subject().contains(title)));
    }

    /// Killed between the mail server's OK and its own note of it, the service sends a mail again
    /// under the same id.
    private static long different(Stream<Mails.Mail> mails) {
        return mails.map(FaultsIT::messageId).distinct().count();
    }

    private static String messageId(Mails.Mail mail) {
        var id = MESSAGE_ID.matcher(mail.source());
        assertThat(id.find()).as(mail.source()).isTrue();
        return id.group(1);
    }

    private static long wins(String title) {
        return IntStream.rangeClosed(1, 5)
                .mapToLong(i ->
                        different(
                                Mails.of("bidder" + i).all().stream()
                                        .filter(m -> m.subject().contains(title))
                                        .filter(m ->
                                                m.subject()
                                                        .toLowerCase(java.util.Locale.ROOT)
                                                        .contains("won"))))
                .sum();
    }
}
