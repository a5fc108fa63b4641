package ecomauction.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanaryScanTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"max\":{\"amount\":123457,\"currency\":\"USD\"}}",
                "max=123457",
                "bid_max{amount=\"123457\"} 1",
                "Your maximum of $1234.57",
                "Your maximum of 1,234.57 USD",
                "maximum 1234,57 €"
            })
    void finds_an_amount_however_it_is_written(String text) {
        assertThatThrownBy(CanaryScan.of(555_555, 123_457).text("bid.events", text)::check)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("bid.events");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"amount\":1234570}",
                "{\"amount\":9123457}",
                "12:00:00.123457Z",
                "hash 0a123457ff",
                "1234.58"
            })
    void leaves_other_numbers_alone(String text) {
        assertThatCode(CanaryScan.of(123_457).text("bid.events", text)::check)
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mail is refused to=anna.b+c@mail.example.test",
                "Authorization: Bearer eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln",
                "token=eyJhbGciOiJSUzI1NiJ9.eyJz"
            })
    void finds_whatever_is_personal_where_that_is_asked_for(String text) {
        assertThatThrownBy(CanaryScan.of(123_457).personal().text("bid.log", text)::check)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("bid.log");
        assertThatCode(CanaryScan.of(123_457).text("bid.log", text)::check)
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "at java.base@25.0.1/java.lang.Thread.run",
                "SqlConnection@1f2e3d is closed",
                "heyJude.mp3"
            })
    void takes_nothing_else_for_personal(String text) {
        assertThatCode(CanaryScan.of(123_457).personal().text("bid.log", text)::check)
                .doesNotThrowAnyException();
    }

    @Test
    void reads_files_and_addresses(@TempDir Path folder) throws IOException {
        var log = Files.writeString(folder.resolve("service.log"), "amount=123457");

        assertThatThrownBy(CanaryScan.of(123_457).file(log)::check)
                .hasMessageContaining("service.log");
        assertThatThrownBy(CanaryScan.of(123_457).url(log.toUri())::check)
                .hasMessageContaining("service.log");
    }

    @Test
    void fails_when_there_was_nothing_to_look_at() {
        assertThatThrownBy(CanaryScan.of(123_457)::check)
                .hasMessageContaining("nothing was scanned");
    }

    @Test
    void takes_no_amount_that_is_met_by_chance() {
        assertThatThrownBy(() -> CanaryScan.of(100)).isInstanceOf(IllegalArgumentException.class);
    }
}
