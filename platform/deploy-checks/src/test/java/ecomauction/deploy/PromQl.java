package ecomauction.deploy;

import static java.util.stream.Collectors.toCollection;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// As much of Prometheus' language as tells metrics from labels, functions and words.
final class PromQl {

    private static final Pattern NOT_METRICS =
            Pattern.compile(
                    "\"[^\"]*\"|\\{[^}]*}|\\[[^]]*]"
                            + "|\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
    private static final Pattern NAME =
            Pattern.compile("(?<![\\w:.])[a-zA-Z_:][\\w:]*(?!\\s*\\(|[\\w:])");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "offset", "bool");
    private static final Pattern ENDINGS =
            Pattern.compile("(?:_(?:seconds|total|count|sum|max|bucket))+$");

    private PromQl() {}

    static Set<String> metrics(String query) {
        return NAME.matcher(NOT_METRICS.matcher(query).replaceAll(" "))
                .results()
                .map(found -> found.group())
                .filter(name -> !WORDS.contains(name))
                .collect(toCollection(TreeSet::new));
    }

    /// A meter's name, without what Prometheus' format adds for its kind.
    static String meter(String metric) {
        return ENDINGS.matcher(metric).replaceAll("");
    }
}
