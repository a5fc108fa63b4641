package ecomauction.contracts;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The messages under `samples/`, which every producer must be able to write and every consumer to
/// read.
final class Samples {

    static final Path FOLDER = Path.of("src/main/resources/samples");

    /// Instants and durations as the services write them; unknown members are refused, so that a
    /// removed one is noticed.
    static final ObjectMapper JSON =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                    .build();

    private Samples() {}

    static Stream<Class<?>> types() {
        return Topics.ALL.stream().flatMap(topic -> topic.types().stream());
    }

    static Stream<Path> files() {
        try (var files = Files.walk(FOLDER)) {
            return files.filter(Files::isRegularFile).sorted().toList().stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// The full sample first, then its variants.
    static List<Path> of(Class<?> type) {
        return files().filter(file -> typeName(file).equals(pathOf(type))).toList();
    }

    static JsonNode read(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException failure) {
            throw new UncheckedIOException(file.toString(), failure);
        }
    }

    /// `bid/BidAccepted` of `samples/bid/BidAccepted.v1-first.json`.
    static String typeName(Path file) {
        var name = FOLDER.relativize(file).toString();
        return name.substring(0, name.indexOf('.'));
    }

    static String pathOf(Class<?> type) {
        return type.getPackageName().replace("ecomauction.contracts.", "")
                + "/"
                + type.getSimpleName();
    }

    static String names(Stream<Class<?>> types) {
        return types.map(Class::getSimpleName).sorted().collect(joining(" "));
    }
}
