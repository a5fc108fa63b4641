package ecomauction.demo.replay;

import com.fasterxml.jackson.databind.JsonNode;
import ecomauction.demo.client.Api;
import ecomauction.demo.replay.RecordedAuction.RecordedBid;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One recorded auction through the public API: listed by a seller, bid on by a clerk, closed by
/// the clock.
final class Replay {

    private static final String SELLER = "seller";
    private static final String CLERK = "clerk";
    private static final Set<String> FINAL = Set.of("SOLD", "UNSOLD", "CANCELLED");
    private static final Duration CLOSES_WITHIN = Duration.ofSeconds(30);
    private static final Duration LOOKS_EVERY = Duration.ofMillis(500);

    private final Api api;
    private final String run;
    private final Duration runsFor;
    private final Tally tally;

    Replay(Api api, String run, Duration runsFor, Tally tally) {
        this.api = api;
        this.run = run;
        this.runsFor = runsFor;
        this.tally = tally;
    }

    Lot list(RecordedAuction recorded) {
        var title = "%s, %s, run %s".formatted(recorded.item(), recorded.id(), run);
        var endsAt = Instant.now().plus(runsFor);
        var body = new LinkedHashMap<String, Object>();
        body.put("title", title);
        body.put("description", "A recorded auction of the data set Modeling Online Auctions.");
        body.put("category", "consoles");
        body.put("format", "ENGLISH");
        body.put("startPrice", money(recorded.openingBid()));
        if (recorded.reserve() != null) {
            body.put("reservePrice", money(recorded.reserve()));
        }
        body.put("endsAt", endsAt.toString());
        var location =
                api.post(SELLER, "/v1/auctions", body, key(recorded, "list"))
                        .orThrow()
                        .header("location");
        var lot = new Lot(recorded, location.replaceAll(".*/", ""), title, endsAt);
        publish(lot);
        return lot;
    }

    /// bid-service knows the lot as soon as the event has reached it; until then it answers 404 and
    /// Retry-After.
    private void publish(Lot lot) {
        var path = "/v1/auctions/%s/publish".formatted(lot.auctionId());
        api.post(SELLER, path, null, key(lot.recorded(), "publish")).orThrow();
        api.get(CLERK, "/v1/lots/" + lot.auctionId()).orThrow();
    }

    void bid(Lot lot, Progress progress) {
        var number = 0;
        for (var bid : lot.recorded().bids()) {
            bid(lot, bid, ++number);
            progress.step();
        }
    }

    private void bid(Lot lot, RecordedBid bid, int number) {
        var body = Map.of("maxAmount", money(bid.max()), "paddle", bid.bidder());
        var path = "/v1/lots/%s/bids".formatted(lot.auctionId());
        var began = System.nanoTime();
        var answer = api.post(CLERK, path, body, key(lot.recorded(), "bid-" + number));
        tally.took(System.nanoTime() - began);
        if (answer.good()) {
            tally.accepted();
        } else {
            tally.refused(answer.code());
        }
    }

    Ending awaitEnding(Lot lot) {
        rest(Duration.between(Instant.now(), lot.endsAt()));
        var until = lot.endsAt().plus(CLOSES_WITHIN);
        var auction = look(lot);
        while (!FINAL.contains(auction.path("status").asText()) && Instant.now().isBefore(until)) {
            rest(LOOKS_EVERY);
            auction = look(lot);
        }
        var judged = api.get(CLERK, "/v1/lots/" + lot.auctionId()).orThrow().body();
        return new Ending(
                lot,
                auction.path("status").asText(),
                judged.path("status").asText(),
                priceOf(judged));
    }

    private JsonNode look(Lot lot) {
        return api.get(SELLER, "/v1/auctions/" + lot.auctionId()).orThrow().body();
    }

    private static @Nullable Long priceOf(JsonNode lot) {
        var price = lot.hasNonNull("hammerPrice") ? lot.get("hammerPrice") : lot.path("price");
        return price.hasNonNull("amount") ? (Long) price.get("amount").asLong() : null;
    }

    private String key(RecordedAuction recorded, String step) {
        return "%s-%s-%s".formatted(run, recorded.id(), step);
    }

    private static Map<String, Object> money(long cents) {
        return Map.of("amount", cents, "currency", "USD");
    }

    private static void rest(Duration pause) {
        try {
            if (pause.isPositive()) {
                Thread.sleep(pause);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }
}
