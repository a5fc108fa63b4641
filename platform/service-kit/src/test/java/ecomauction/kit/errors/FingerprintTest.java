package ecomauction.kit.errors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    private static Exception thrownHere() {
        return new IllegalStateException("anything " + System.nanoTime());
    }

    @Test
    void is_the_same_whatever_the_facts_are() {
        assertThat(Fingerprint.of("logger", "Not told auctionId=%s", thrownHere()))
                .isEqualTo(Fingerprint.of("logger", "Not told auctionId=%s", thrownHere()))
                .matches("[0-9a-f]{12}");
    }

    @Test
    void differs_by_logger_sentence_exception_and_method() {
        var here = new IllegalStateException();

        assertThat(
                        java.util.List.of(
                                Fingerprint.of("a", "b", null),
                                Fingerprint.of("a", "c", null),
                                Fingerprint.of("b", "b", null),
                                Fingerprint.of("a", "b", here),
                                Fingerprint.of("a", "b", thrownHere()),
                                Fingerprint.of("a", "b", new IOException())))
                .doesNotHaveDuplicates();
    }
}
