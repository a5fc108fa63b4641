package ecomauction.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UuidV7Test {

    @Test
    void has_the_version_and_variant_of_the_standard() {
        var ids = Stream.generate(UuidV7::next).limit(1_000).toList();

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(ids).allMatch(id -> id.version() == 7 && id.variant() == 2);
    }

    @Test
    void begins_with_the_time_in_milliseconds() {
        var before = System.currentTimeMillis();
        var id = UuidV7.next();
        var after = System.currentTimeMillis();

        assertThat(id.getMostSignificantBits() >>> 16).isBetween(before, after);
    }
}
