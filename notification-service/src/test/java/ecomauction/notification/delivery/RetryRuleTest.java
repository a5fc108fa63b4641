package ecomauction.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import ecomauction.notification.delivery.Attempt.Failed;
import ecomauction.notification.delivery.Attempt.Refused;
import ecomauction.notification.delivery.Attempt.Sent;
import ecomauction.notification.delivery.Attempt.Unreachable;
import ecomauction.notification.delivery.NextStep.Done;
import ecomauction.notification.delivery.NextStep.GiveUp;
import ecomauction.notification.delivery.NextStep.TryAgain;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryRuleTest {

    private static final RetryRule RULE =
            new RetryRule(8, Duration.ofSeconds(10), Duration.ofHours(1), Duration.ofSeconds(10));

    private static Duration pauseAfterFailure(int attempts, double random) {
        return RULE.after(new Failed("busy"), attempts, random) instanceof TryAgain again
                ? again.pause()
                : Duration.ZERO;
    }

    @Test
    void what_is_sent_is_done() {
        assertThat(RULE.after(new Sent(), 3, 0.5)).isEqualTo(new Done());
    }

    @Test
    void what_is_refused_for_good_is_not_tried_again() {
        assertThat(RULE.after(new Refused("550"), 0, 0.5)).isEqualTo(new GiveUp("550"));
    }

    @Test
    void pauses_grow_from_ten_seconds_to_an_hour() {
        var pauses = IntStream.range(0, 7).mapToObj(i -> pauseAfterFailure(i, 0)).toList();

        assertThat(pauses).isSorted().first().isEqualTo(Duration.ofSeconds(10));
        assertThat(pauses).last().isEqualTo(Duration.ofHours(1));
    }

    @Test
    void the_eighth_failure_is_the_last() {
        assertThat(RULE.after(new Failed("busy"), 6, 0)).isInstanceOf(TryAgain.class);
        assertThat(RULE.after(new Failed("busy"), 7, 0))
                .isEqualTo(new GiveUp("tried 8 times: busy"));
    }

    @Test
    void jitter_shortens_a_pause_by_up_to_a_quarter() {
        assertThat(pauseAfterFailure(0, 0.999_999)).isEqualTo(Duration.ofMillis(7_500));
    }

    @Test
    void an_outage_never_counts_as_a_try() {
        assertThat(RULE.after(new Unreachable("refused"), 7, 0))
                .isEqualTo(new TryAgain(Duration.ofSeconds(10), 7, "refused"));
    }

    @Test
    void few_tries_are_a_rule_as_well() {
        var rule = new RetryRule(2, Duration.ofSeconds(1), Duration.ofHours(1), Duration.ZERO);

        assertThat(rule.after(new Failed("busy"), 0, 0))
                .isEqualTo(new TryAgain(Duration.ofSeconds(1), 1, "busy"));
        assertThat(rule.after(new Failed("busy"), 1, 0)).isInstanceOf(GiveUp.class);
    }
}
