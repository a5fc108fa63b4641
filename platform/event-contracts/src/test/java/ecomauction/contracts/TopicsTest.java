package ecomauction.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TopicsTest {

    @Test
    void list_exactly_the_records_of_their_sealed_interface() throws Exception {
        for (var field : Topics.class.getFields()) {
            if (field.get(null) instanceof Topic<?> topic) {
                var owner = (ParameterizedType) field.getGenericType();
                var sealed = (Class<?>) owner.getActualTypeArguments()[0];

                assertThat(List.<Object>copyOf(topic.types()))
                        .as(field.getName())
                        .hasSameElementsAs(recordsOf(sealed).toList());
                assertThat(Topics.ALL).contains(topic);
            }
        }
    }

    @Test
    void give_each_event_the_attributes_of_its_topic() {
        var body =
                new ecomauction.contracts.auction.AuctionEvent.AuctionCancelled(
                        UuidV7.next(), 3, null, java.time.Instant.EPOCH);

        var event = Topics.AUCTION_EVENTS.event(body.auctionId(), body.revision(), body);

        assertThat(event.topic()).isEqualTo("auction.events");
        assertThat(event.source()).isEqualTo("/auction-service");
        assertThat(event.key()).isEqualTo(body.auctionId().toString());
        assertThat(event.type()).isEqualTo("AuctionCancelled");
        assertThat(event.sequence()).isEqualTo(3);
        assertThat(event.body()).isSameAs(body);
    }

    @Test
    void no_two_records_share_a_name() {
        assertThat(Samples.types().map(Class::getSimpleName)).doesNotHaveDuplicates();
    }

    /// Whoever reads events must find data in here and nothing that acts.
    @Test
    void the_module_holds_data_only() throws Exception {
        var allowed = List.of(Topics.class, UuidV7.class);

        try (var files = Files.walk(Path.of("target/classes/ecomauction"))) {
            var types =
                    files.map(file -> Path.of("target/classes").relativize(file).toString())
                            .filter(name -> name.endsWith(".class"))
                            .filter(name -> !name.endsWith("package-info.class"))
                            .<Class<?>>map(TopicsTest::load)
                            .filter(type -> !type.isSynthetic() && !allowed.contains(type));

            assertThat(types)
                    .isNotEmpty()
                    .allMatch(type ->
                            type.isRecord()
                                    || type.isEnum()
                                    || (type.isInterface() && type.isSealed()));
        }
        assertThat(allowed).allMatch(type -> Modifier.isFinal(type.getModifiers()));
    }

    private static Stream<Class<?>> recordsOf(Class<?> type) {
        return type.isRecord()
                ? Stream.of(type)
                : Arrays.stream(type.getPermittedSubclasses()).flatMap(TopicsTest::recordsOf);
    }

    private static Class<?> load(String file) {
        try {
            return Class.forName(file.replace(".class", "").replace('/', '.'));
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
