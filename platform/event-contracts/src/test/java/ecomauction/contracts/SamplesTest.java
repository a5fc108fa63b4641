package ecomauction.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A sample stands for every message that is in Kafka already: it is never edited nor deleted. A
/// new field is nullable and comes with a further sample.
class SamplesTest {

    static Stream<Class<?>> types() {
        return Samples.types();
    }

    static Stream<Path> files() {
        return Samples.files();
    }

    @ParameterizedTest
    @MethodSource("types")
    void show_every_field_of_every_record_at_least_once(Class<?> type) {
        var samples = Samples.of(type).stream().map(Samples::read).toList();

        assertThat(samples).isNotEmpty();
        assertThat(neverSet("", type, samples)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void keep_their_meaning_when_read_and_written(Path file) throws Exception {
        var sample = Samples.read(file);

        var record = Samples.JSON.treeToValue(sample, typeOf(file));
        var written = Samples.JSON.readTree(Samples.JSON.writeValueAsString(record));

        assertThat(lostOrChanged("", sample, written)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void fill_what_is_not_nullable(Path file) throws Exception {
        var record = Samples.JSON.treeToValue(Samples.read(file), typeOf(file));

        assertThat(missing("", record)).isEmpty();
    }

    @Test
    void are_found_wanting_when_a_field_is_removed_or_retyped() {
        var sample = object("{\"seq\":1,\"price\":{\"amount\":5,\"currency\":\"USD\"}}");

        assertThat(lostOrChanged("", sample, object("{\"seq\":1}"))).containsExactly("price");
        assertThat(lostOrChanged("", sample, object("{\"seq\":\"1\",\"price\":{\"amount\":5}}")))
                .containsExactly("seq", "price.currency");
        assertThat(
                        lostOrChanged(
                                "",
                                sample,
                                object(
                                        "{\"seq\":1,\"price\":{\"amount\":5,\"currency\":\"USD\"},\"new\":null}")))
                .isEmpty();
    }

    @Test
    void belong_to_records_that_exist() {
        var known = Samples.types().map(Samples::pathOf).toList();

        assertThat(Samples.files().map(Samples::typeName)).isSubsetOf(known);
        assertThat(Samples.files().map(file -> file.getFileName().toString()))
                .allMatch(name -> name.matches("\\w+\\.v1(-[a-z-]+)?\\.json"));
    }

    private static Class<?> typeOf(Path file) {
        return Samples.types()
                .filter(type -> Samples.pathOf(type).equals(Samples.typeName(file)))
                .findFirst()
                .orElseThrow();
    }

    /// Paths of the members that the sample has and the written record has not, or not so.
    private static List<String> lostOrChanged(String path, JsonNode sample, JsonNode written) {
        if (!(sample instanceof ObjectNode) || !(written instanceof ObjectNode)) {
            return sample.equals(written) ? List.of() : List.of(path);
        }
        return sample.properties().stream()
                .flatMap(member -> lostOrChanged(path, member, written).stream())
                .toList();
    }

    private static List<String> lostOrChanged(
            String path, Map.Entry<String, JsonNode> member, JsonNode written) {
        var name = path.isEmpty() ? member.getKey() : path + "." + member.getKey();
        return lostOrChanged(name, member.getValue(), written.path(member.getKey()));
    }

    private static List<String> neverSet(String path, Class<?> type, List<JsonNode> samples) {
        var lacking = new ArrayList<String>();
        for (var field : type.getRecordComponents()) {
            var name = path + field.getName();
            var values =
                    samples.stream()
                            .map(sample -> sample.path(field.getName()))
                            .filter(value -> !value.isNull() && !value.isMissingNode())
                            .toList();
            if (values.isEmpty()) {
                lacking.add(name);
            } else if (field.getType().isRecord()) {
                lacking.addAll(neverSet(name + ".", field.getType(), values));
            }
        }
        return lacking;
    }

    private static List<String> missing(String path, Object record)
            throws ReflectiveOperationException {
        var missing = new ArrayList<String>();
        for (var field : record.getClass().getRecordComponents()) {
            var name = path + field.getName();
            var value = field.getAccessor().invoke(record);
            if (value == null && !isNullable(field.getAnnotatedType())) {
                missing.add(name);
            } else if (value instanceof Record inner) {
                missing.addAll(missing(name + ".", inner));
            }
        }
        return missing;
    }

    private static boolean isNullable(java.lang.reflect.AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    private static ObjectNode object(String json) {
        try {
            return (ObjectNode) Samples.JSON.readTree(json);
        } catch (Exception malformed) {
            throw new IllegalArgumentException(json, malformed);
        }
    }
}
