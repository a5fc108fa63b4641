package ecomauction.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ecomauction.testkit.FakeService.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FuzzTest {

    @Test
    void passes_on_a_service_that_refuses_properly() {
        try (var service = new FakeService()) {
            assertThatCode(fuzz(service)::check).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    CRASHES_ON_NUL       | VALUE title = "
                    CRASHES_ON_ODD_PATH  | PATH
                    CRASHES_ON_ODD_QUERY | QUERY limit=%00: answered 500
                    CRASHES_ON_LONG_KEY  | HEADER Idempotency-Key: kkk
                    HANGS_UP_ON_NULL     | VALUE price = null: answered 0
                    ANSWERS_400_EMPTY    | content type is ""
                    SHOWS_CLASS_NAMES    | shows what is inside
                    TAKES_LARGE_BODIES   | TOO_LARGE 65537 bytes: answered
                    TAKES_LARGE_BODIES   | TOO_LARGE_CHUNKED 65537 bytes: answered
                    HAS_NO_CODES         | has no code or no title
                    """)
    void catches(Fault fault, String complaint) {
        try (var service = new FakeService(fault)) {
            assertThatThrownBy(fuzz(service)::check)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("with seed 1 found")
                    .hasMessageContaining(complaint);
        }
    }

    @Test
    void reaches_what_exists() {
        try (var service = new FakeService(Fault.CRASHES_ON_A_THING_THAT_EXISTS)) {
            assertThatCode(fuzz(service)::check).doesNotThrowAnyException();
            assertThatThrownBy(fuzz(service).using("id", FakeService.EXISTING)::check)
                    .hasMessageContaining("answered 500");
        }
    }

    @Test
    void sends_the_same_for_the_same_seed_and_other_things_for_another() {
        try (var service = new FakeService(Fault.SHOWS_CLASS_NAMES)) {
            var first = catchThrowable(fuzz(service).seed(7)::check);

            assertThat(catchThrowable(fuzz(service).seed(7)::check)).hasMessage(first.getMessage());
            assertThat(catchThrowable(fuzz(service).seed(8)::check).getMessage())
                    .isNotEqualTo(first.getMessage());
        }
    }

    private static Fuzz fuzz(FakeService service) {
        return Fuzz.at(service.uri(), "/fake-roles.txt").tokens(user -> user).rounds(600);
    }
}
