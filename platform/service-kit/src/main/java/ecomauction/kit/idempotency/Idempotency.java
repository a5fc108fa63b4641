package ecomauction.kit.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import ecomauction.kit.problem.Problem;
import ecomauction.kit.tx.Transactions;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Runs a write in a transaction, once per Idempotency-Key: same key and request, same answer, for
/// 24 hours. What asks to come again (5xx) is no answer and not kept.
@ApplicationScoped
public class Idempotency {

    private final Transactions transactions;
    private final Pool pool;
    private final ObjectMapper json;
    private final CurrentVertxRequest current;

    Idempotency(
            Transactions transactions, Pool pool, ObjectMapper json, CurrentVertxRequest current) {
        this.transactions = transactions;
        this.pool = pool;
        this.json = json;
        this.current = current;
    }

    /// @param caller whose key it is: the subject of the token
    /// @param body the request's body, null if it has none
    public Uni<Response> once(
            String caller, @Nullable Object body, Function<SqlConnection, Uni<Answer>> write) {
        var request = keyOf(caller, body);
        if (request.isEmpty()) {
            return transactions.run(write).map(this::store).map(this::respond);
        }
        return transactions.run(tx -> onceIn(tx, request.get(), write)).map(this::respond);
    }

    /// The key of the request at hand, empty if the client sent none.
    public Optional<Key> keyOf(String caller, @Nullable Object body) {
        return keyOf(current.getCurrent().request(), caller, body);
    }

    public Optional<Key> keyOf(HttpServerRequest http, String caller, @Nullable Object body) {
        var key = http.getHeader("Idempotency-Key");
        if (key == null) {
            return Optional.empty();
        }
        if (key.isBlank() || key.length() > 255 || !key.chars().allMatch(c -> c > 31 && c < 127)) {
            throw Problem.badRequest("INVALID_IDEMPOTENCY_KEY", "The Idempotency-Key is not valid.")
                    .field("Idempotency-Key", "1 to 255 visible ASCII characters");
        }
        var target = http.method() + " " + http.path() + "\n" + http.getHeader("If-Match") + "\n";
        return Optional.of(new Key(idOf(caller, key), sha256(target + write(body))));
    }

    /// Short, so that the index of a day's keys stays in memory.
    private static UUID idOf(String caller, String key) {
        var hash = ByteBuffer.wrap(sha256(caller + "\n" + key));
        return new UUID(hash.getLong(), hash.getLong());
    }

    private Uni<Stored> onceIn(
            SqlConnection tx, Key key, Function<SqlConnection, Uni<Answer>> write) {
        return lock(tx, key)
                .chain(locked -> locked ? find(tx, key) : Uni.createFrom().item(inProgress()))
                .chain(known ->
                        known.isPresent()
                                ? Uni.createFrom().item(known.get())
                                : write.apply(tx)
                                        .map(this::store)
                                        .call(answer ->
                                                answer.status() < 500
                                                        ? insert(tx, key, answer)
                                                        : Uni.createFrom().voidItem()));
    }

    private Uni<Boolean> lock(SqlConnection tx, Key key) {
        return tx.preparedQuery("SELECT pg_try_advisory_xact_lock($1)")
                .execute(Tuple.of(key.id().getMostSignificantBits()))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    private Uni<Optional<Stored>> find(SqlConnection tx, Key key) {
        return tx.preparedQuery(
                        "SELECT request_hash, status, headers, body FROM idempotency WHERE id = $1")
                .execute(Tuple.of(key.id()))
                .map(rows ->
                        rows.size() == 0
                                ? Optional.empty()
                                : Optional.of(replay(rows.iterator().next(), key)));
    }

    private Stored replay(Row row, Key key) {
        if (!Arrays.equals(row.getBuffer("request_hash").getBytes(), key.requestHash())) {
            return store(Answer.refused(reused()));
        }
        return stored(row.getShort("status"), row.getString("headers"), row.getString("body"));
    }

    private Uni<Void> insert(SqlConnection tx, Key key, Stored answer) {
        return tx.preparedQuery(
                        "INSERT INTO idempotency (id, request_hash, status, headers, body)"
                                + " VALUES ($1, $2, $3, $4, $5)")
                .execute(
                        Tuple.of(
                                key.id(),
                                Buffer.buffer(key.requestHash()),
                                (short) answer.status(),
                                headersOf(answer),
                                answer.body()))
                .replaceWithVoid();
    }

    @Scheduled(every = "1h", delayed = "10m", identity = "forget-idempotency-keys")
    Uni<Void> forgetOldKeys() {
        return pool.query("DELETE FROM idempotency WHERE created_at < now() - interval '24 hours'")
                .execute()
                .replaceWithVoid();
    }

    /// Answers as they are stored; bid-service, which writes them in batches, uses this too.
    public Stored store(Answer answer) {
        return new Stored(
                answer.status(),
                answer.headers(),
                answer.body() == null ? null : write(answer.body()));
    }

    public static Problem reused() {
        return Problem.unprocessable(
                "IDEMPOTENCY_KEY_REUSED", "This Idempotency-Key came with another request.");
    }

    private Optional<Stored> inProgress() {
        return Optional.of(
                store(
                        Answer.refused(
                                Problem.conflict(
                                                "IDEMPOTENCY_IN_PROGRESS",
                                                "The first request with this key is still at work.")
                                        .retryAfter(Duration.ofSeconds(1)))));
    }

    public Response respond(Stored stored) {
        var response = Response.status(stored.status());
        stored.headers().forEach(response::header);
        return stored.body() == null
                ? response.build()
                : response.type(stored.contentType()).entity(stored.body()).build();
    }

    /// An answer as it was written by [#headersOf].
    public Stored stored(int status, String headers, @Nullable String body) {
        try {
            return new Stored(status, json.readValue(headers, new TypeReference<>() {}), body);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("Stored headers are not JSON", bug);
        }
    }

    public String headersOf(Stored answer) {
        return write(answer.headers());
    }

    private String write(@Nullable Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException bug) {
            throw new IllegalArgumentException("Not writable as JSON", bug);
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /// @param id hash of the caller and the caller's key
    /// @param requestHash of what was asked
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    public record Key(UUID id, byte[] requestHash) {}

    /// An answer in the form in which it is kept.
    public record Stored(int status, Map<String, String> headers, @Nullable String body) {

        public String contentType() {
            return status < 400 ? "application/json" : Problem.MEDIA_TYPE;
        }
    }
}
