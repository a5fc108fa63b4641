package ecomauction.auction;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ecomauction.auction.Api.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/// Auctions for tests to begin with.
public final class Listings {

    private static final AtomicBoolean TABLES = new AtomicBoolean();

    private Listings() {}

    public static String json(String title, Instant endsAt) {
        return """
        {"title": "%s", "description": "As new.", "category": "game-consoles",
         "format": "ENGLISH", "startPrice": {"amount": 10000, "currency": "USD"},
         "endsAt": "%s"}
        """
                .formatted(title, endsAt);
    }

    public static String in(Duration time) {
        return json("Xbox with two controllers", Instant.now().plus(time));
    }

    /// With further members, or others.
    public static String with(String members) {
        try {
            var listing = (ObjectNode) Bidding.JSON.readTree(in(Duration.ofDays(3)));
            listing.setAll((ObjectNode) Bidding.JSON.readTree(members));
            return listing.toString();
        } catch (JsonProcessingException bug) {
            throw new IllegalArgumentException(members, bug);
        }
    }

    public static Reply draft(String body) {
        var reply = Api.as("seller").post("/v1/auctions", body);
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return reply;
    }

    public static Reply published(String body) {
        if (TABLES.compareAndSet(false, true)) {
            Bidding.publishTables();
        }
        var id = draft(body).id();
        var reply = new Reply[1];
        await(() -> {
            reply[0] = Api.as("seller").publish(id);
            return reply[0].status() == 200;
        });
        return reply[0];
    }

    public static JsonNode awaitView(String id, Predicate<JsonNode> fits) {
        var view = new JsonNode[1];
        await(() -> {
            view[0] = Api.as("operator").read(id).json();
            return fits.test(view[0]);
        });
        return view[0];
    }

    public static void await(BooleanSupplier condition) {
        var deadline = Instant.now().plusSeconds(60);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("patience").isBefore(deadline);
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
