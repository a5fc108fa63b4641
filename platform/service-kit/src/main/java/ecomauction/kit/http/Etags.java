package ecomauction.kit.http;

import ecomauction.kit.problem.Problem;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Entity tags made from a resource's version.
public final class Etags {

    private Etags() {}

    public static String of(long version) {
        return "\"" + version + "\"";
    }

    public static boolean matches(@Nullable String header, String etag) {
        return header != null
                && Arrays.stream(header.split(","))
                        .map(String::strip)
                        .anyMatch(tag -> tag.equals(etag) || tag.equals("*"));
    }

    /// 428 without If-Match, 412 if it names another version.
    public static void requireMatch(@Nullable String ifMatch, long version) {
        if (ifMatch == null) {
            throw Problem.of(
                    428, "IF_MATCH_REQUIRED", "Send If-Match with the ETag of what you change.");
        }
        if (!matches(ifMatch, of(version))) {
            throw Problem.of(412, "STALE_VERSION", "The resource has changed since you read it.")
                    .with("currentETag", of(version));
        }
    }
}
