package ecomauction.kit.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import ecomauction.kit.problem.Problem;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A position in a sorted list: the sort values of the last row seen. Opaque to clients.
public record Cursor(List<String> parts) {

    private static final String SEPARATOR = "\u001f";

    public static Cursor at(Object... parts) {
        return new Cursor(Stream.of(parts).map(String::valueOf).toList());
    }

    public static Optional<Cursor> decode(@Nullable String text, int size) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        try {
            var parts = new String(Base64.getUrlDecoder().decode(text), UTF_8).split(SEPARATOR, -1);
            if (parts.length == size) {
                return Optional.of(new Cursor(List.of(parts)));
            }
        } catch (IllegalArgumentException notBase64) {
            // answered below, like any other cursor that we did not make
        }
        throw invalid();
    }

    public static Problem invalid() {
        return Problem.badRequest("INVALID_CURSOR", "The cursor is not one of this list.")
                .field("cursor", "take it from `next` of the page before");
    }

    public String encode() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join(SEPARATOR, parts).getBytes(UTF_8));
    }
}
