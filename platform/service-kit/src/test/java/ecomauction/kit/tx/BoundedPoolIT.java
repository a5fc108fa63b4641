package ecomauction.kit.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ecomauction.kit.app.KitTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

@KitTest
class BoundedPoolIT {

    /// Well over the five seconds after which one is refused, a machine may pause meanwhile; and
    /// well under the half a minute after which Vert.x gives up by itself.
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private static final int MORE_THAN_THERE_ARE = 20;

    @Inject Pool pool;

    @Test
    void who_finds_no_connection_is_refused_soon() {
        var held = new ArrayList<SqlConnection>();
        try {
            assertThatThrownBy(
                            () -> {
                                for (int i = 0; i < MORE_THAN_THERE_ARE; i++) {
                                    held.add(pool.getConnection().await().atMost(LONGEST));
                                }
                            })
                    .isNotInstanceOf(io.smallrye.mutiny.TimeoutException.class)
                    .satisfies(refusal -> assertThat(Outage.isCauseOf(refusal)).isTrue());
        } finally {
            held.forEach(connection -> connection.close().await().atMost(LONGEST));
        }

        assertThat(held).isNotEmpty();
    }

    @Test
    void a_statement_does_not_wait_for_a_lock_without_end() {
        var timeout = pool.query("SHOW lock_timeout").execute().await().atMost(LONGEST);

        assertThat(timeout.iterator().next().getString(0)).isEqualTo("10s");
    }
}
