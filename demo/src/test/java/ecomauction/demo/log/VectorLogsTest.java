package ecomauction.demo.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import ecomauction.demo.log.LogEntry.Kind;
import ecomauction.demo.log.LogEntry.Outcome;
import ecomauction.demo.log.LogEntry.SoftClose;
import ecomauction.demo.log.LogEntry.State;
import ecomauction.demo.log.LogEntry.Terms;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The published cases of the bidding rules, written as logs. The states are the published ones, so
/// the verifier's reading of the rules is tested against them and not against itself.
class VectorLogsTest {

    private static final Instant ZERO = Instant.parse("2026-01-02T00:00:00Z");

    @TestFactory
    Stream<DynamicTest> are_good() throws IOException {
        return vectors()
                .map(vector -> dynamicTest(vector.get("id").asText(), () -> isGood(vector)));
    }

    @TestFactory
    Stream<DynamicTest> are_wrong_with_one_price_raised_by_a_cent() throws IOException {
        return vectors()
                .map(vector -> dynamicTest(vector.get("id").asText(), () -> isFoundOut(vector)));
    }

    private static Stream<JsonNode> vectors() throws IOException {
        var file = VectorLogsTest.class.getResourceAsStream("/auction-vectors.json");
        var vectors = new ObjectMapper().readTree(file);
        assertThat(vectors).hasSize(19);
        return StreamSupport.stream(vectors.spliterator(), false);
    }

    private static void isGood(JsonNode vector) {
        var verdict = LogVerifier.verify(new VectorLog(vector).write(0).bytes(), ZERO);

        assertThat(verdict.problems()).isEmpty();
        assertThat(verdict.unopened()).isZero();
    }

    private static void isFoundOut(JsonNode vector) {
        var verdict = LogVerifier.verify(new VectorLog(vector).write(1).bytes(), ZERO);

        assertThat(verdict.problems()).anyMatch(problem -> problem.contains("price is"));
    }

    /// Writes the accepted steps of a vector, and its close.
    private static final class VectorLog {

        private final JsonNode vector;
        private final JsonNode setup;
        private final LogWriter log = new LogWriter();
        private Instant endsAt;
        private int extensions;
        private int bidCount;

        VectorLog(JsonNode vector) {
            this.vector = vector;
            this.setup = vector.get("setup");
            this.endsAt = ZERO.plusSeconds(setup.path("endsAt").asLong(1_000_000_000));
        }

        LogWriter write(long error) {
            var start = setup.get("start").asLong();
            var offer = setup.has("buyNow");
            log.opened(
                    terms(),
                    number("reserve"),
                    new State(null, null, start, 0, false, offer, endsAt, 0));
            var last = Lots.nobody(start);
            for (var step : vector.get("steps")) {
                if (step.get("accepted").asBoolean()) {
                    last = bid(step, error);
                }
            }
            close(last);
            return log;
        }

        private Terms terms() {
            return new Terms(
                    "ENGLISH",
                    "USD",
                    setup.get("start").asLong(),
                    null,
                    number("buyNow"),
                    setup.has("buyNow") ? setup.path("bnPolicy").asText("UNTIL_FIRST_BID") : null,
                    setup.has("bnPct") ? setup.get("bnPct").asInt() : null,
                    ZERO.plusSeconds(setup.path("startsAt").asLong(0)),
                    endsAt,
                    setup.has("hardEnd") ? endsAt.plusSeconds(setup.get("hardEnd").asLong()) : null,
                    setup.has("win") ? softClose() : null,
                    "test/1",
                    StreamSupport.stream(setup.get("table").spliterator(), false)
                            .map(tier -> List.of(tier.get(0).asLong(), tier.get(1).asLong()))
                            .toList());
        }

        private SoftClose softClose() {
            return new SoftClose(
                    setup.get("win").asLong() * 1000,
                    setup.get("ext").asLong() * 1000,
                    "FROM_BID",
                    100);
        }

        private State bid(JsonNode step, long error) {
            var kind = Kind.valueOf(step.get("kind").asText());
            var newEnd = ZERO.plusSeconds(step.get("endsAt").asLong());
            extensions += newEnd.equals(endsAt) ? 0 : 1;
            bidCount += kind == Kind.RAISED ? 0 : 1;
            endsAt = newEnd;
            var state =
                    new State(
                            step.get("leader").asText(),
                            step.get("price").asLong() + error,
                            step.get("minNext").asLong(),
                            bidCount,
                            step.get("reserveMet").asBoolean(),
                            step.get("buyNowActive").asBoolean(),
                            endsAt,
                            extensions);
            log.bid(
                    kind,
                    step.get("bidder").asText(),
                    step.get("max").asLong(),
                    ZERO.plusSeconds(step.get("t").asLong()),
                    state);
            return state;
        }

        private void close(State last) {
            var close = vector.get("close");
            var outcome = Outcome.valueOf(close.get(0).asText());
            log.closed(
                    outcome,
                    close.get(1).asText(outcome == Outcome.SOLD ? "HAMMER" : null),
                    close.get(2).isNull() ? null : close.get(2).asText(),
                    close.get(3).isNull() ? null : (Long) close.get(3).asLong(),
                    endsAt.plusMillis(2_500),
                    new State(
                            last.leader(),
                            last.price(),
                            last.minNext(),
                            last.bidCount(),
                            last.reserveMet(),
                            false,
                            endsAt,
                            extensions));
        }

        private @Nullable Long number(String name) {
            return setup.has(name) ? (Long) setup.get(name).asLong() : null;
        }
    }
}
