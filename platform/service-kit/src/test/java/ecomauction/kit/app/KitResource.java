package ecomauction.kit.app;

import ecomauction.kit.http.Cursor;
import ecomauction.kit.http.Etags;
import ecomauction.kit.http.Page;
import ecomauction.kit.idempotency.Answer;
import ecomauction.kit.idempotency.Idempotency;
import ecomauction.kit.identity.Caller;
import ecomauction.kit.outbox.Outbox;
import ecomauction.kit.problem.Problem;
import ecomauction.kit.tx.Transactions;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// One operation for each thing that the kit answers.
@Path("/kit")
public class KitResource {

    private static final Response NOTHING = Response.noContent().build();

    private final SecurityIdentity identity;
    private final Idempotency idempotency;
    private final Transactions transactions;
    private final Outbox outbox;
    private final AtomicBoolean broken = new AtomicBoolean();
    private final AtomicBoolean postponed = new AtomicBoolean();

    KitResource(
            SecurityIdentity identity,
            Idempotency idempotency,
            Transactions transactions,
            Outbox outbox) {
        this.identity = identity;
        this.idempotency = idempotency;
        this.transactions = transactions;
        this.outbox = outbox;
    }

    public record Thing(
            @NotBlank @Size(max = 10) String name,
            @NotNull @Min(1) @Max(9) Integer count,
            @Valid @Nullable Part part) {}

    public record Part(@Size(min = 2) String label) {}

    public record Written(long id, String name) {}

    @GET
    @Path("/open")
    @PermitAll
    public String open() {
        return Caller.find(identity).map(Caller::name).orElse("nobody");
    }

    @GET
    @Path("/me")
    @Authenticated
    public Caller me() {
        return Caller.of(identity);
    }

    @GET
    @Path("/forgotten")
    public String forgotten() {
        return "nobody said who may";
    }

    @GET
    @Path("/operators")
    @RolesAllowed("operator")
    public String operators() {
        return "for operators";
    }

    @POST
    @Path("/things")
    @PermitAll
    public Response take(@Valid @NotNull Thing thing) {
        return NOTHING;
    }

    @GET
    @Path("/things")
    @PermitAll
    public Page<Integer> things(
            @QueryParam("limit") @DefaultValue("2") @Min(1) @Max(100) int limit,
            @QueryParam("since") @Nullable Instant since,
            @QueryParam("cursor") @Nullable String cursor) {
        var from = Cursor.decode(cursor, 1).map(KitResource::after).orElse(1);
        var rows = IntStream.rangeClosed(from, 5).limit(limit + 1).boxed().toList();
        return Page.of(rows, limit, Cursor::at);
    }

    private static int after(Cursor last) {
        try {
            return Integer.parseInt(last.parts().getFirst()) + 1;
        } catch (NumberFormatException ofAnotherList) {
            throw Cursor.invalid();
        }
    }

    @GET
    @Path("/things/{id}")
    @PermitAll
    public String thing(UUID id) {
        return id.toString();
    }

    @PUT
    @Path("/version")
    @PermitAll
    public Response change(@HeaderParam("If-Match") @Nullable String ifMatch) {
        Etags.requireMatch(ifMatch, 7);
        return NOTHING;
    }

    @GET
    @Path("/refused")
    @PermitAll
    public Uni<String> refused() {
        return Uni.createFrom()
                .failure(
                        Problem.conflict("TOO_LOW", "Offer more.")
                                .with("minNext", 12)
                                .field("amount", "at least 12"));
    }

    @GET
    @Path("/bug")
    @PermitAll
    public Uni<String> bug() {
        return Uni.createFrom()
                .failure(new IllegalStateException("SELECT secret FROM ecomauction.kit.app"));
    }

    @GET
    @Path("/outage")
    @PermitAll
    public Uni<String> outage() {
        return Uni.createFrom()
                .failure(new PgException("terminating", "FATAL", "57P01", "by administrator"));
    }

    @POST
    @Path("/writes")
    @Authenticated
    public Uni<Response> write(@Valid @NotNull Thing thing) {
        return once(thing, tx -> insert(tx, thing));
    }

    @POST
    @Path("/slow-writes")
    @Authenticated
    public Uni<Response> writeSlowly(@Valid @NotNull Thing thing) {
        return once(
                thing,
                tx -> tx.query("SELECT pg_sleep(0.3)").execute().chain(() -> insert(tx, thing)));
    }

    /// Refuses, and leaves a trace of having been asked.
    @POST
    @Path("/refusals")
    @Authenticated
    public Uni<Response> refuse(@Valid @NotNull Thing thing) {
        return once(
                thing,
                tx ->
                        insert(tx, thing)
                                .replaceWith(
                                        Answer.refused(
                                                Problem.conflict("TOO_LOW", "Offer more.")
                                                        .with("minNext", 12))));
    }

    /// Fails at the first attempt and succeeds at the second.
    @POST
    @Path("/broken-writes")
    @Authenticated
    public Uni<Response> breakOnce(@Valid @NotNull Thing thing) {
        return once(
                thing,
                tx ->
                        insert(tx, thing)
                                .invoke(() -> {
                                    if (broken.compareAndSet(false, true)) {
                                        throw new IllegalStateException("broken");
                                    }
                                }));
    }

    /// Asks to come again at the first attempt and succeeds at the second.
    @POST
    @Path("/postponed-writes")
    @Authenticated
    public Uni<Response> postponeOnce(@Valid @NotNull Thing thing) {
        return once(
                thing,
                tx ->
                        postponed.compareAndSet(false, true)
                                ? Uni.createFrom()
                                        .item(Answer.refused(Problem.unavailable("Come again.")))
                                : insert(tx, thing));
    }

    @POST
    @Path("/events/{number}")
    @PermitAll
    public Uni<Response> publish(int number) {
        var event = KitEvent.TOPIC.event("same", number, new KitEvent.Happened(number, null));
        return transactions.run(tx -> outbox.append(tx, event)).replaceWith(NOTHING);
    }

    private Uni<Response> once(Thing thing, Function<SqlConnection, Uni<Answer>> write) {
        return idempotency.once(Caller.of(identity).id(), thing, write);
    }

    private static Uni<Answer> insert(SqlConnection tx, Thing thing) {
        return tx.preparedQuery("INSERT INTO written (name) VALUES ($1) RETURNING id")
                .execute(Tuple.of(thing.name()))
                .map(rows -> rows.iterator().next().getLong(0))
                .map(id ->
                        Answer.created(new Written(id, thing.name()), "/kit/writes/" + id)
                                .header("ETag", Etags.of(1)));
    }
}
