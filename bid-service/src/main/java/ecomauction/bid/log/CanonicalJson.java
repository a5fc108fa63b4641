package ecomauction.bid.log;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/// JSON whose bytes are always the same for the same content: no white space, members in the order
/// in which they are put, null members left out, instants in UTC with six digits of a second. It is
/// what gets hashed.
public final class CanonicalJson {

    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final StringBuilder text = new StringBuilder(512).append('{');

    public CanonicalJson put(String name, @Nullable String value) {
        return value == null ? this : member(name, quoted(value));
    }

    public CanonicalJson put(String name, @Nullable Long value) {
        return value == null ? this : member(name, value.toString());
    }

    public CanonicalJson put(String name, boolean value) {
        return member(name, Boolean.toString(value));
    }

    public CanonicalJson put(String name, @Nullable Instant value) {
        return value == null ? this : member(name, '"' + MICROS.format(value) + '"');
    }

    /// @param json JSON as it is, or null
    public CanonicalJson putJson(String name, @Nullable String json) {
        return json == null ? this : member(name, json);
    }

    @Override
    public String toString() {
        return text + "}";
    }

    private CanonicalJson member(String name, String json) {
        if (text.length() > 1) {
            text.append(',');
        }
        text.append('"').append(name).append("\":").append(json);
        return this;
    }

    private static String quoted(String value) {
        var out = new StringBuilder(value.length() + 2).append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }
}
