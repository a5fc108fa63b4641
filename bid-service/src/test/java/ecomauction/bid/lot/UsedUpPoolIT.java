package ecomauction.bid.lot;

import static ecomauction.bid.Api.get;
import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;

import ecomauction.bid.Api.Reply;
import ecomauction.bid.Auctions;
import ecomauction.bid.Await;
import ecomauction.bid.TestStack;
import ecomauction.testkit.Stack;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestStack
class UsedUpPoolIT {

    private static final Executor EACH_BY_ITSELF = Thread::startVirtualThread;
    private static final int MORE_THAN_CONNECTIONS = 40;

    /// A connection is free again when the first of the slow ones has waited for its lock for 10 s;
    /// who asks for the lot is to be refused after 5, also who asks while others wait already.
    @Test
    void readers_of_a_lot_wait_for_a_connection_together_and_not_in_turns() throws SQLException {
        var lot = "/v1/lots/" + Auctions.terms().endsIn(Duration.ofDays(1)).publish();
        List<CompletableFuture<Reply>> slow;
        try (var lock = postgres();
                var watch = postgres()) {
            lock.setAutoCommit(false);
            lock.createStatement().execute("LOCK TABLE increment_table IN ACCESS EXCLUSIVE MODE");
            slow = ask("/v1/increment-tables", MORE_THAN_CONNECTIONS);
            Await.until(() -> isUsedUp(watch));

            var refused = ask(lot, 10).stream().map(CompletableFuture::join).toList();

            assertThat(refused).extracting(Reply::status).containsOnly(503);
            assertThat(refused).extracting(Reply::retryAfter).doesNotContain("");
        }
        slow.forEach(CompletableFuture::join);
        assertThat(get(null, lot).status()).isEqualTo(200);
    }

    private static Connection postgres() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:" + Stack.get().postgres("bid"), "postgres", "postgres");
    }

    private static List<CompletableFuture<Reply>> ask(String path, int times) {
        return Stream.generate(() -> supplyAsync(() -> get(null, path), EACH_BY_ITSELF))
                .limit(times)
                .toList();
    }

    /// All of the pool but the relay's.
    private static boolean isUsedUp(Connection postgres) {
        try (var waiting =
                postgres.createStatement()
                        .executeQuery(
                                "SELECT count(*) FROM pg_stat_activity WHERE datname = 'bid'"
                                        + " AND wait_event_type = 'Lock'")) {
            return waiting.next() && waiting.getInt(1) >= 15;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
