package ecomauction.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AnswersTest {

    private final Answers answers = new Answers();

    private void acknowledgedAt(long... moments) {
        for (var moment : moments) {
            answers.note(moment, moment);
        }
    }

    @Test
    void the_longest_gap_lies_between_two_acknowledgements_in_whatever_order_they_were_noted() {
        acknowledgedAt(100, 900, 200, 250);

        assertThat(answers.longestGap(0, 1000)).isEqualTo(Duration.ofNanos(650));
    }

    @Test
    void the_edges_count_as_ends_of_a_gap() {
        acknowledgedAt(100, 500, 600);

        assertThat(answers.longestGap(150, 700)).isEqualTo(Duration.ofNanos(350));
        assertThat(answers.longestGap(450, 2000)).isEqualTo(Duration.ofNanos(1400));
    }

    @Test
    void without_an_acknowledgement_all_of_the_time_is_a_gap() {
        acknowledgedAt(5, 3000);

        assertThat(answers.longestGap(10, 1000)).isEqualTo(Duration.ofNanos(990));
        assertThat(answers.untilNext(3000, 4000)).isEqualTo(Duration.ofNanos(1000));
    }

    @Test
    void the_next_acknowledgement_after_a_moment_is_found() {
        acknowledgedAt(300, 100, 200);

        assertThat(answers.untilNext(150, 1000)).isEqualTo(Duration.ofNanos(50));
    }

    @Test
    void waits_count_for_the_bids_that_were_due_in_the_window() {
        for (int i = 0; i < 5000; i++) {
            answers.note(i * 1_000_000L, (i + 1 + i / 100) * 1_000_000L);
        }

        assertThat(answers.waitMillis(100, 0, 100_000_000)).isEqualTo(1);
        assertThat(answers.waitMillis(50, 0, 200_000_000)).isEqualTo(1);
        assertThat(answers.waitMillis(99, 0, 200_000_000)).isEqualTo(2);
        assertThat(answers.waitMillis(99, 9_000_000_000L, 9_100_000_000L)).isZero();
    }
}
