package ecomauction.kit.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import ecomauction.kit.app.Database;
import ecomauction.kit.app.Http;
import ecomauction.kit.app.Http.Reply;
import ecomauction.kit.app.KitTest;
import ecomauction.testkit.Tokens;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@KitTest
class IdempotencyIT {

    @Inject Database database;
    @Inject Idempotency idempotency;

    private String name = "";
    private String key = "";

    @BeforeEach
    void takeNewNames() {
        key = UUID.randomUUID().toString();
        name = key.substring(0, 8);
    }

    @Test
    void gives_the_first_answer_again_byte_for_byte() {
        var first = write("/kit/writes", key, 1);
        var second = write("/kit/writes", key, 1);

        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header("Location")).isEqualTo(first.header("Location")).isNotEmpty();
        assertThat(second.header("ETag")).isEqualTo("\"1\"");
        assertThat(second.header("Content-Type")).isEqualTo(first.header("Content-Type"));
        assertThat(written()).isEqualTo(1);
    }

    @Test
    void gives_a_refusal_again_without_asking_again() {
        var first = write("/kit/refusals", key, 1);
        var second = write("/kit/refusals", key, 1);

        assertThat(first.status()).isEqualTo(409);
        assertThat(first.header("Content-Type")).startsWith("application/problem+json");
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header("Content-Type")).isEqualTo(first.header("Content-Type"));
        assertThat(written()).isEqualTo(1);
    }

    @Test
    void refuses_the_key_with_another_body_or_path() {
        write("/kit/writes", key, 1);

        var otherBody = write("/kit/writes", key, 2);
        var otherPath = write("/kit/refusals", key, 1);

        assertThat(otherBody.status()).isEqualTo(422);
        assertThat(otherBody.code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(otherPath.status()).isEqualTo(422);
        assertThat(written()).isEqualTo(1);
    }

    @Test
    void keeps_the_keys_of_callers_apart() {
        write("/kit/writes", key, 1);

        var other =
                Http.at("/kit/writes")
                        .token(Tokens.of("bidder2"))
                        .header("Idempotency-Key", key)
                        .post(body(1));

        assertThat(other.status()).isEqualTo(201);
        assertThat(written()).isEqualTo(2);
    }

    @Test
    void writes_once_when_all_come_together() {
        var replies =
                Stream.generate(() -> request("/kit/slow-writes", key).postLater(body(1)))
                        .limit(10)
                        .toList()
                        .stream()
                        .map(CompletableFuture::join)
                        .toList();

        assertThat(replies).anyMatch(reply -> reply.status() == 201);
        assertThat(replies)
                .allMatch(reply ->
                        reply.status() == 201
                                || (reply.status() == 409
                                        && reply.code().equals("IDEMPOTENCY_IN_PROGRESS")));
        assertThat(written()).isEqualTo(1);
    }

    @Test
    void lets_a_failed_request_be_tried_again() {
        var failed = write("/kit/broken-writes", key, 1);
        var repeated = write("/kit/broken-writes", key, 1);

        assertThat(failed.status()).isEqualTo(500);
        assertThat(repeated.status()).isEqualTo(201);
        assertThat(written()).isEqualTo(1);
    }

    @Test
    void keeps_no_answer_that_asks_to_come_again() {
        var postponed = write("/kit/postponed-writes", key, 1);
        var repeated = write("/kit/postponed-writes", key, 1);

        assertThat(postponed.status()).isEqualTo(503);
        assertThat(repeated.status()).isEqualTo(201);
    }

    @Test
    void takes_each_request_without_a_key_for_a_new_one() {
        for (int i = 0; i < 2; i++) {
            var reply = Http.at("/kit/writes").token(Tokens.of("bidder1")).post(body(1));
            assertThat(reply.status()).isEqualTo(201);
        }

        assertThat(written()).isEqualTo(2);
    }

    @Test
    void forgets_a_key_after_24_hours() {
        write("/kit/writes", key, 1);
        age("23 hours 59 minutes");
        idempotency.forgetOldKeys().await().atMost(Duration.ofSeconds(60));
        assertThat(write("/kit/writes", key, 2).status()).isEqualTo(422);

        age("24 hours 1 minute");
        idempotency.forgetOldKeys().await().atMost(Duration.ofSeconds(60));

        assertThat(write("/kit/writes", key, 2).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "tab\tinside"})
    void refuses_a_key_that_is_none(String odd) {
        var reply = write("/kit/writes", odd, 1);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("INVALID_IDEMPOTENCY_KEY");
    }

    @Test
    void refuses_a_key_that_is_too_long() {
        assertThat(write("/kit/writes", "k".repeat(255), 1).status()).isEqualTo(201);
        assertThat(write("/kit/writes", "k".repeat(256), 1).status()).isEqualTo(400);
    }

    private void age(String interval) {
        database.query(
                "UPDATE idempotency SET created_at = now() - $1::text::interval WHERE body LIKE $2",
                interval,
                "%" + name + "%");
    }

    private Reply write(String path, String withKey, int count) {
        return request(path, withKey).post(body(count));
    }

    private static Http request(String path, String withKey) {
        return Http.at(path).token(Tokens.of("bidder1")).header("Idempotency-Key", withKey);
    }

    private String body(int count) {
        return "{\"name\":\"%s\",\"count\":%d}".formatted(name, count);
    }

    private long written() {
        return database.count("SELECT count(*) FROM written WHERE name = $1", name);
    }
}
