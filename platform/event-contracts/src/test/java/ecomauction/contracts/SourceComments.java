package ecomauction.contracts;

import static java.util.regex.Pattern.MULTILINE;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the `///` comments of the source say of types and, after `@param`, of their components.
final class SourceComments {

    private static final Pattern COMMENTED_TYPE =
            Pattern.compile(
                    "((?:^ *///.*\\n)+) *(?:public )?(?:sealed )?(?:record|interface|enum) (\\w+)",
                    MULTILINE);

    private final Map<String, String> byName = new HashMap<>();

    SourceComments(Path folder) {
        try (var files = Files.walk(folder)) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(this::read);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Nullable String of(Class<?> type) {
        return byName.get(type.getSimpleName());
    }

    @Nullable String of(Class<?> type, String component) {
        return byName.get(type.getSimpleName() + "." + component);
    }

    private void read(Path file) {
        try {
            var types = COMMENTED_TYPE.matcher(Files.readString(file));
            while (types.find()) {
                remember(types.group(2), types.group(1));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void remember(String type, String comment) {
        var parts = oneLine(comment).split(" ?@param ", -1);
        if (!parts[0].isBlank()) {
            byName.put(type, parts[0]);
        }
        for (int i = 1; i < parts.length; i++) {
            var component = parts[i].split(" ", 2);
            byName.put(type + "." + component[0], component[1]);
        }
    }

    private static String oneLine(String comment) {
        return comment.lines()
                .map(line -> line.strip().substring(3).strip())
                .filter(line -> !line.isEmpty())
                .collect(joining(" "));
    }
}
