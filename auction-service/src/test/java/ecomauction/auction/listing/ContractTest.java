package ecomauction.auction.listing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import ecomauction.auction.listing.rules.Auction;
import ecomauction.auction.listing.rules.Auction.Cancellation;
import ecomauction.auction.listing.rules.Auction.Standing;
import ecomauction.auction.listing.rules.Auction.State;
import ecomauction.auction.listing.rules.Listing;
import ecomauction.contracts.Event;
import ecomauction.contracts.Topics;
import ecomauction.contracts.auction.AuctionTerms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What we publish is what the samples show.
class ContractTest {

    private static final ObjectMapper JSON =
            new ObjectMapper()
                    .registerModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS);

    @ParameterizedTest
    @ValueSource(strings = {"AuctionPublished.v1", "AuctionPublished.v1-minimal"})
    void publications_equal_the_sample(String name) {
        var sample = sample("auction", name);

        assertEqual(PublishAuction.published(auction(sample), at(sample)), sample);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AuctionUpdated.v1", "AuctionUpdated.v1-minimal"})
    void changes_equal_the_sample(String name) {
        var sample = sample("auction", name);

        assertEqual(ChangeAuction.updated(auction(sample), at(sample)), sample);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CancellationRequested.v1", "CancellationRequested.v1-minimal"})
    void wishes_to_cancel_equal_the_sample(String name) {
        var sample = sample("auction", name);
        var published = auction(sample("auction", "AuctionPublished.v1"));
        var cancelling =
                auction(
                        sample,
                        published.listing(),
                        new Cancellation(
                                sample.path("revision").asLong(),
                                sample.path("byOperator").asBoolean(),
                                sample.path("reason").textValue()));

        assertEqual(CancelAuction.requested(cancelling, at(sample)), sample);
    }

    private static Auction auction(JsonNode sample) {
        try {
            var terms = JSON.treeToValue(sample.path("terms"), AuctionTerms.class);
            var empty =
                    new Listing(
                            sample.path("title").asText(),
                            "",
                            sample.path("category").asText(),
                            terms.format(),
                            terms.startPrice(),
                            null,
                            null,
                            null,
                            null,
                            null,
                            terms.endsAt(),
                            null,
                            null);
            return auction(sample, empty.with(terms), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Auction auction(
            JsonNode sample, Listing listing, @Nullable Cancellation cancellation) {
        return new Auction(
                UUID.fromString(sample.path("auctionId").asText()),
                sample.path("seller").asText(),
                cancellation == null ? State.PUBLISHED : State.CANCELLING,
                sample.path("revision").asLong(),
                listing,
                1,
                new Standing(0, null, null, 0, false, listing.endsAt(), 0),
                cancellation,
                null,
                null);
    }

    private static Instant at(JsonNode sample) {
        return Instant.parse(sample.path("at").asText());
    }

    private static void assertEqual(Event event, JsonNode sample) {
        assertThat(JSON.valueToTree(event.body()).toString()).isEqualTo(sample.toString());
        assertThat(event.key()).isEqualTo(sample.path("auctionId").asText());
        assertThat(event.sequence()).isEqualTo(sample.path("revision").asLong());
        assertThat(List.of(event.topic(), event.source()))
                .containsExactly("auction.events", "/auction-service");
    }

    private static JsonNode sample(String owner, String name) {
        try (var in =
                Topics.class.getResourceAsStream("/samples/%s/%s.json".formatted(owner, name))) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
