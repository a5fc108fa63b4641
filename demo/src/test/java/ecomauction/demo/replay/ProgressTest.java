package ecomauction.demo.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    @Test
    void says_a_line_for_each_fifth_of_the_way() {
        walk(10, false);

        assertThat(shown.toString(UTF_8).lines())
                .containsExactly(
                        "  bids: 2 of 10",
                        "  bids: 4 of 10",
                        "  bids: 6 of 10",
                        "  bids: 8 of 10",
                        "  bids: 10 of 10");
    }

    @Test
    void draws_a_bar_on_a_terminal() {
        walk(4, true);

        assertThat(shown.toString(UTF_8))
                .contains("\r  bids " + "█".repeat(20) + "░".repeat(20) + " 2 of 4")
                .endsWith("█ 4 of 4\n");
    }

    private void walk(int total, boolean terminal) {
        var progress = new Progress(new PrintStream(shown, true, UTF_8), terminal, "bids", total);
        for (int i = 0; i < total; i++) {
            progress.step();
        }
    }
}
