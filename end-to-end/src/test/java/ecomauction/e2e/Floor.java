package ecomauction.e2e;

import static ecomauction.e2e.RunningSystem.API;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import ecomauction.demo.client.Api.Answer;
import ecomauction.demo.log.LogVerifier;
import java.io.IOException;
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
        var end = Instant.now().plus(runsFor).truncatedTo(ChronoUnit.SECONDS);
        var auction = new HashMap<String, Object>();
        auction.put("title", title);
        auction.put("description", "As described.");
        auction.put("category", "tests");
        auction.put("format", "ENGLISH");
        auction.put("startPrice", usd(1_000));
        auction.put("endsAt", end.toString());
        auction.putAll(further);
        var id = post("seller", "/v1/auctions", auction).orThrow().body().path("id").asText();
        post("seller", "/v1/auctions/" + id + "/publish", null).orThrow();
        assertThat(API.get("seller", "/v1/lots/" + id).status()).isEqualTo(200);
        return id;
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
        try (var log = API.stream("operator", "/v1/lots/" + lot + "/log?openings=true")) {
            return LogVerifier.verify(log, Instant.now());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
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
