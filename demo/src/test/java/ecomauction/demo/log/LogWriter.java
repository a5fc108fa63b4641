package ecomauction.demo.log;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import ecomauction.demo.log.LogEntry.Kind;
import ecomauction.demo.log.LogEntry.Outcome;
import ecomauction.demo.log.LogEntry.State;
import ecomauction.demo.log.LogEntry.Terms;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Writes logs as bid-service does, but believes whatever it is told.
final class LogWriter {

    static final String AUCTION = "019a3f0e-5c00-7a11-8d2e-3b6f0c9a7e01";

    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .addModule(
                            new SimpleModule().addSerializer(Instant.class, new InMicroseconds()))
                    .build();

    private final List<Written> written = new ArrayList<>();
    private int salts;

    LogWriter opened(Terms terms, @Nullable Long reserve, State state) {
        return withTerms(Kind.OPENED, terms, reserve, terms.startsAt().minusSeconds(60), state);
    }

    LogWriter withTerms(Kind kind, Terms terms, @Nullable Long reserve, Instant at, State state) {
        var salt = reserve == null ? null : salt();
        var committed =
                new Terms(
                        terms.format(),
                        terms.currency(),
                        terms.startPrice(),
                        salt == null ? null : commitment(salt, reserve),
                        terms.buyNowPrice(),
                        terms.buyNowPolicy(),
                        terms.buyNowPercent(),
                        terms.startsAt(),
                        terms.endsAt(),
                        terms.hardEnd(),
                        terms.softClose(),
                        terms.incrementTable(),
                        terms.increments());
        return add(
                entry(kind, at, null, null, committed, null, null, null, null, null, null, state),
                salt == null ? null : opening("reserve", reserve, salt));
    }

    LogWriter bid(Kind kind, String bidder, long max, Instant at, State state) {
        var salt = salt();
        var commitment = commitment(salt, max);
        return add(
                entry(
                        kind,
                        at,
                        bidder,
                        commitment,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        state),
                opening("max", max, salt));
    }

    LogWriter boughtNow(String bidder, Instant at, State state) {
        return add(
                entry(
                        Kind.BUY_NOW,
                        at,
                        bidder,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        state),
                null);
    }

    LogWriter reserveLowered(@Nullable Long reserve, Instant at, State state) {
        var salt = salt();
        var commitment = commitment(salt, reserve);
        return add(
                entry(
                        Kind.RESERVE_LOWERED,
                        at,
                        null,
                        null,
                        null,
                        commitment,
                        null,
                        null,
                        null,
                        null,
                        null,
                        state),
                opening("reserve", reserve, salt));
    }

    LogWriter without(Kind kind, String bidder, List<Long> retracted, Instant at, State state) {
        return add(
                entry(
                        kind, at, bidder, null, null, null, retracted, "TYPO", null, null, null,
                        state),
                null);
    }

    LogWriter closed(
            Outcome outcome,
            String reason,
            @Nullable String winner,
            @Nullable Long hammerPrice,
            Instant at,
            State state) {
        return add(
                entry(
                        Kind.CLOSED,
                        at,
                        null,
                        null,
                        null,
                        null,
                        null,
                        reason,
                        outcome,
                        winner,
                        hammerPrice,
                        state),
                null);
    }

    /// Changes an entry that is written already; the chain is computed afterwards and holds.
    LogWriter forge(int seq, UnaryOperator<String> change) {
        var honest = written.get(seq);
        written.set(seq, new Written(change.apply(honest.entry()), honest.opening()));
        return this;
    }

    byte[] bytes() {
        var text = new StringBuilder();
        var hash = "0".repeat(64);
        for (var line : written) {
            hash = LogLine.sha256(HexFormat.of().parseHex(hash), line.entry().getBytes(UTF_8));
            text.append("{\"entry\":%s,\"hash\":\"%s\"".formatted(line.entry(), hash));
            text.append(line.opening() == null ? "" : ",\"opening\":" + line.opening());
            text.append("}\n");
        }
        return text.toString().getBytes(UTF_8);
    }

    private LogEntry entry(
            Kind kind,
            Instant at,
            @Nullable String bidder,
            @Nullable String commitment,
            @Nullable Terms terms,
            @Nullable String reserveCommitment,
            @Nullable List<Long> retracted,
            @Nullable String reason,
            @Nullable Outcome outcome,
            @Nullable String winner,
            @Nullable Long hammerPrice,
            State state) {
        return new LogEntry(
                AUCTION,
                written.size(),
                at,
                kind,
                bidder,
                commitment,
                terms,
                reserveCommitment,
                retracted,
                reason,
                outcome,
                winner,
                hammerPrice,
                state);
    }

    private LogWriter add(LogEntry entry, @Nullable String opening) {
        try {
            written.add(new Written(JSON.writeValueAsString(entry), opening));
            return this;
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String salt() {
        return "%032x".formatted(0x1f2e3d4c5b6a7988L + salts++);
    }

    private static String commitment(String salt, @Nullable Long amount) {
        return LogLine.sha256(
                HexFormat.of().parseHex(salt), String.valueOf(amount).getBytes(US_ASCII));
    }

    private static String opening(String what, @Nullable Long amount, String salt) {
        return "{\"%s\":%s,\"salt\":\"%s\"}".formatted(what, amount, salt);
    }

    private record Written(String entry, @Nullable String opening) {}

    private static final class InMicroseconds extends JsonSerializer<Instant> {
        @Override
        public void serialize(Instant at, JsonGenerator json, SerializerProvider all)
                throws IOException {
            json.writeString(MICROSECONDS.format(at));
        }
    }
}
