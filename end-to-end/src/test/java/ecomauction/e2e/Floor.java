package ecomauction.e2e;

import static ecomauction.e2e.RunningSystem.API;

import com.fasterxml.jackson.databind.JsonNode;
import ecomauction.demo.client.Api.Answer;
import ecomauction.demo.log.LogVerifier;
import ecomauction.demo.log.PublicLog;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// What people do on the auction floor, through the public API.
final class Floor {

    private Floor() {}

    /// Lists and publishes an auction of `seller` that starts at 10.00 USD; it is under the hammer
    /// on return.
    static String open(String title, Duration runsFor) {
        return open(title, runsFor, Map.of());
    }

    static String open(String title, Duration runsFor, Map<String, ?> further) {
        while (true) {
            var end = Instant.now().plus(runsFor).truncatedTo(ChronoUnit.SECONDS);
            var published = publish(title, end, further);
            // On a busy machine less than a minute may be left by then: too little to be taken.
            if (published.status() == 400 && Instant.now().isAfter(end.minusSeconds(60))) {
                continue;
            }
            var id = published.orThrow().body().path("id").asText();
            await("it is under the hammer", Duration.ofMinutes(2), () -> isThere(id));
            return id;
        }
    }

    private static Answer publish(String title, Instant end, Map<String, ?> further) {
        var auction = new HashMap<String, Object>();
        auction.put("title", title);
        auction.put("description", "As described.");
        auction.put("category", "tests");
        auction.put("format", "ENGLISH");
        auction.put("startPrice", usd(1_000));
        auction.put("endsAt", end.toString());
        auction.putAll(further);
        var draft = post("seller", "/v1/auctions", auction);
        var id = draft.body().path("id").asText();
        return draft.good() ? post("seller", "/v1/auctions/" + id + "/publish", null) : draft;
    }

    private static boolean isThere(String lot) {
        return API.get("seller", "/v1/lots/" + lot).status() == 200;
    }

    static Answer bid(String bidder, String lot, long amount, String key) {
        return API.post(bidder, "/v1/lots/" + lot + "/bids", Map.of("maxAmount", usd(amount)), key);
    }

    static Answer bid(String bidder, String lot, long amount) {
        return bid(bidder, lot, amount, UUID.randomUUID().toString());
    }

    static JsonNode lot(String id) {
        return API.get("operator", "/v1/lots/" + id).orThrow().body();
    }

    static JsonNode auction(String id) {
        return API.get("seller", "/v1/auctions/" + id).orThrow().body();
    }

    static Answer post(String user, String path, @Nullable Object body) {
        return API.post(user, path, body, UUID.randomUUID().toString());
    }

    static LogVerifier.Verdict verify(String lot) {
        return PublicLog.verify(API, lot);
    }

    static Map<String, Object> usd(long amount) {
        return Map.of("amount", amount, "currency", "USD");
    }

    static void await(String what, Duration patience, BooleanSupplier condition) {
        var end = Instant.now().plus(patience);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("After %s still not: %s".formatted(patience, what));
            }
            rest(Duration.ofMillis(200));
        }
    }

    static void rest(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
