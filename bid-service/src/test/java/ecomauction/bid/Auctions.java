package ecomauction.bid;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import ecomauction.contracts.Event;
import ecomauction.contracts.Money;
import ecomauction.contracts.Topics;
import ecomauction.contracts.UuidV7;
import ecomauction.contracts.auction.AuctionEvent;
import ecomauction.contracts.auction.AuctionEvent.AuctionPublished;
import ecomauction.contracts.auction.AuctionTerms;
import ecomauction.contracts.auction.AuctionTerms.SoftClose;
import ecomauction.testkit.Stack;
import ecomauction.testkit.Tokens;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/// Plays auction-service: publishes auctions as it would, and waits until they are under the
/// hammer.
public final class Auctions {

    private static final ObjectMapper JSON =
            new ObjectMapper()
                    .registerModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS);

    private Auctions() {}

    /// An auction of `seller` in USD that starts at 10.00 and runs for an hour.
    public static Terms terms() {
        return new Terms(1_000, null, null, Duration.ZERO, Duration.ofHours(1), null);
    }

    public record Terms(
            long startPrice,
            @Nullable Long reserve,
            @Nullable Long buyNow,
            Duration startsIn,
            Duration endsIn,
            @Nullable SoftClose softClose) {

        public Terms reserve(@Nullable Long amount) {
            return new Terms(startPrice, amount, buyNow, startsIn, endsIn, softClose);
        }

        public Terms buyNow(long amount) {
            return new Terms(startPrice, reserve, amount, startsIn, endsIn, softClose);
        }

        public Terms startsIn(Duration wait) {
            return new Terms(startPrice, reserve, buyNow, wait, endsIn, softClose);
        }

        public Terms endsIn(Duration time) {
            return new Terms(startPrice, reserve, buyNow, startsIn, time, softClose);
        }

        public Terms softClose(SoftClose rule) {
            return new Terms(startPrice, reserve, buyNow, startsIn, endsIn, rule);
        }

        public AuctionTerms from(Instant now) {
            return new AuctionTerms(
                    AuctionTerms.Format.ENGLISH,
                    new Money(startPrice, "USD"),
                    reserve == null ? null : new Money(reserve, "USD"),
                    buyNow == null ? null : new Money(buyNow, "USD"),
                    null,
                    null,
                    now.plus(startsIn),
                    now.plus(endsIn),
                    softClose,
                    "USD",
                    1);
        }

        public UUID publish() {
            var id = UuidV7.next();
            var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            send(
                    Topics.AUCTION_EVENTS.event(
                            id,
                            1,
                            new AuctionPublished(
                                    id,
                                    1,
                                    Tokens.subject("seller"),
                                    "A lot",
                                    "toys",
                                    from(now),
                                    now)));
            Await.until(() -> Api.lot(null, id).status() == 200);
            return id;
        }
    }

    public static void send(UUID id, long revision, AuctionEvent event) {
        send(Topics.AUCTION_EVENTS.event(id, revision, event));
    }

    public static void send(Event event) {
        try (var producer =
                new KafkaProducer<>(
                        Map.<String, Object>of("bootstrap.servers", Stack.get().kafka()),
                        new StringSerializer(),
                        new StringSerializer())) {
            var message =
                    new ProducerRecord<>(
                            event.topic(), event.key(), JSON.writeValueAsString(event.body()));
            Map.of(
                            "ce_id", event.id().toString(),
                            "ce_type", "ecomauction." + event.type(),
                            "ce_sequence", Long.toString(event.sequence()))
                    .forEach((k, v) -> message.headers().add(k, v.getBytes(UTF_8)));
            producer.send(message).get();
        } catch (IOException | ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
