package ecomauction.bid.gathering;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatheringTest {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.closeAndAwait();
    }

    @Test
    void those_who_come_while_a_batch_is_at_work_are_the_next_batch() throws Exception {
        var first = new CompletableFuture<Void>();
        var batches = new ArrayList<List<String>>();
        var all = new CompletableFuture<Void>();
        var gathering =
                gathering(
                        3,
                        batch -> {
                            batches.add(batch);
                            if (batch.contains("d")) {
                                all.complete(null);
                            }
                            return Uni.createFrom().completionStage(first);
                        });
        gathering.offer("a");
        await(() -> gathering.size() == 0);
        assertThat(gathering.offer("b")).isTrue();
        assertThat(gathering.offer("c")).isTrue();
        assertThat(gathering.offer("d")).isTrue();
        assertThat(gathering.offer("one too many")).isFalse();
        first.complete(null);
        all.get(60, TimeUnit.SECONDS);
        assertThat(batches).containsExactly(List.of("a"), List.of("b", "c", "d"));
    }

    @Test
    void a_batch_does_not_run_in_the_name_of_the_request_that_came_first() throws Exception {
        var inRequest = new CompletableFuture<Boolean>();
        var request =
                VertxContext.getOrCreateDuplicatedContext(vertx.getDelegate().getOrCreateContext());
        request.runOnContext(now ->
                gathering(
                                9,
                                batch -> {
                                    inRequest.complete(VertxContext.isOnDuplicatedContext());
                                    return Uni.createFrom().voidItem();
                                })
                        .offer("a"));
        assertThat(inRequest.get(60, TimeUnit.SECONDS)).isFalse();
    }

    private Gathering<String> gathering(int most, Function<List<String>, Uni<Void>> work) {
        return new Gathering<>(vertx, most, most, work, (batch, failure) -> {});
    }

    private static void await(java.util.function.BooleanSupplier done) throws InterruptedException {
        for (int i = 0; i < 6000 && !done.getAsBoolean(); i++) {
            Thread.sleep(10);
        }
        assertThat(done.getAsBoolean()).isTrue();
    }
}
