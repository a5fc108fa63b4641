package ecomauction.demo.log;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A line of the log as it was written: every byte of it is either hashed, committed to or fixed.
///
/// @param entry null if the line is sealed, as raises are shown while the lot is open
record LogLine(
        long seq, @Nullable LogEntry entry, String hashed, String hash, @Nullable Opening opening) {

    private static final Pattern OPEN =
            Pattern.compile(
                    "\\{\"entry\":(?<entry>\\{.*}),\"hash\":\"(?<hash>[0-9a-f]{64})\""
                            + "(?:,\"opening\":\\{\"(?<of>max|reserve)\":(?<amount>null|\\d{1,18}),"
                            + "\"salt\":\"(?<salt>[0-9a-f]{32})\"})?}");
    private static final Pattern SEALED =
            Pattern.compile(
                    "\\{\"seq\":(?<seq>\\d{1,9}),\"sealed\":true,\"hash\":\"(?<hash>[0-9a-f]{64})\"}");

    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .build();

    static LogLine parse(String line) throws JsonProcessingException {
        var open = OPEN.matcher(line);
        if (open.matches()) {
            var json = open.group("entry");
            var entry = JSON.readValue(json, LogEntry.class);
            return new LogLine(entry.seq(), entry, json, open.group("hash"), openingOf(open));
        }
        var sealed = SEALED.matcher(line);
        if (sealed.matches()) {
            return new LogLine(
                    Long.parseLong(sealed.group("seq")), null, "", sealed.group("hash"), null);
        }
        throw new IllegalArgumentException("neither an entry nor a sealed one");
    }

    private static @Nullable Opening openingOf(Matcher line) {
        var amount = line.group("amount");
        return amount == null
                ? null
                : new Opening(
                        line.group("of").equals("reserve"),
                        amount.equals("null") ? null : Long.valueOf(amount),
                        line.group("salt"));
    }

    /// SHA-256(previous hash ‖ entry).
    String hashAfter(String previous) {
        return sha256(HexFormat.of().parseHex(previous), hashed.getBytes(UTF_8));
    }

    static String sha256(byte[] first, byte[] second) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(first);
            return HexFormat.of().formatHex(digest.digest(second));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /// What a commitment hides, shown to operators.
    ///
    /// @param amount null for a reserve that is not there
    record Opening(boolean ofReserve, @Nullable Long amount, String salt) {

        String commitment() {
            return sha256(HexFormat.of().parseHex(salt), String.valueOf(amount).getBytes(US_ASCII));
        }
    }
}
