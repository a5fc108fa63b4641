package ecomauction.auction.listing;

import ecomauction.auction.listing.rules.Findings;
import ecomauction.contracts.Money;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Currency;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads loose values field by field. What cannot be read is null, and noted.
final class Fields {

    private static final long MOST_MINOR_UNITS = 99_999_999;
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\n\\r\\t]]");

    private final Findings findings;

    Fields(Findings findings) {
        this.findings = findings;
    }

    @Nullable String text(String field, @Nullable String value, int min, int max) {
        var text = value == null ? "" : value.strip();
        var length = text.codePointCount(0, text.length());
        if (length < min || length > max) {
            var range = min == 0 ? "at most " + max : min + " to " + max;
            findings.add(field, range + " characters");
        } else if (CONTROL.matcher(text).find()) {
            findings.add(field, "no control characters");
        } else {
            return text;
        }
        return null;
    }

    @Nullable String optionalText(String field, @Nullable String value, int max) {
        return value == null ? null : text(field, value, 0, max);
    }

    @Nullable String matching(
            String field, @Nullable String value, Pattern pattern, String message) {
        if (value != null && pattern.matcher(value).matches()) {
            return value;
        }
        findings.add(field, message);
        return null;
    }

    @Nullable Money money(String field, Draft.@Nullable Amount value) {
        if (value == null) {
            return null;
        }
        var currency = currency(field, value.currency());
        var amount = value.amount();
        if (!(amount instanceof Integer || amount instanceof Long)
                || ((Number) amount).longValue() <= 0
                || ((Number) amount).longValue() > MOST_MINOR_UNITS) {
            findings.add(
                    field + ".amount",
                    Findings.AMOUNT_INVALID,
                    "a whole number of minor units, 1 to " + MOST_MINOR_UNITS);
            return null;
        }
        return currency == null ? null : new Money(((Number) amount).longValue(), currency);
    }

    private @Nullable String currency(String field, @Nullable String code) {
        try {
            if (code != null && Currency.getInstance(code).getDefaultFractionDigits() >= 0) {
                return code;
            }
        } catch (IllegalArgumentException unknown) {
            // noted below
        }
        findings.add(field + ".currency", "an ISO 4217 code such as USD");
        return null;
    }

    @Nullable Integer whole(String field, @Nullable Object value, int min, int max) {
        if (value instanceof Integer number && number >= min && number <= max) {
            return number;
        }
        findings.add(field, "a whole number, %d to %d".formatted(min, max));
        return null;
    }

    <E extends Enum<E>> @Nullable E oneOf(String field, @Nullable String value, Class<E> type) {
        var names = Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
        if (value != null && names.contains(value)) {
            return Enum.valueOf(type, value);
        }
        findings.add(field, "one of " + String.join(", ", names));
        return null;
    }

    /// Microseconds are all that the database keeps.
    @Nullable Instant instant(String field, @Nullable String value) {
        try {
            if (value != null && !value.startsWith("+") && !value.startsWith("-")) {
                return OffsetDateTime.parse(value.toUpperCase(Locale.ROOT))
                        .toInstant()
                        .truncatedTo(ChronoUnit.MICROS);
            }
        } catch (DateTimeException malformed) {
            // noted below
        }
        findings.add(field, "an RFC 3339 time such as 2026-01-02T03:04:05Z");
        return null;
    }

    @Nullable Duration duration(String field, @Nullable String value, Duration max) {
        try {
            if (value != null) {
                var duration = Duration.parse(value);
                if (duration.compareTo(Duration.ofMillis(1)) >= 0
                        && duration.compareTo(max) <= 0
                        && duration.truncatedTo(ChronoUnit.MILLIS).equals(duration)) {
                    return duration;
                }
            }
        } catch (DateTimeException | ArithmeticException malformed) {
            // noted below
        }
        findings.add(field, "an ISO 8601 duration such as PT2M, over zero, at most " + max);
        return null;
    }
}
