package ecomauction.kit.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OutboxFloorTest {

    private final OutboxFloor floor = new OutboxFloor();
    private final long start = System.nanoTime();

    private long after(int seconds) {
        return start + Duration.ofSeconds(seconds).toNanos();
    }

    @Test
    void what_was_just_passed_may_still_be_overtaken() {
        floor.passed(100, after(1));

        assertThat(floor.at(after(2))).isZero();
    }

    @Test
    void what_was_passed_a_while_ago_is_not_read_again_except_now_and_then() {
        floor.passed(100, after(1));

        assertThat(floor.at(after(7))).isZero();
        assertThat(floor.at(after(8))).isEqualTo(100);
        assertThat(floor.at(after(13))).isZero();
    }
}
