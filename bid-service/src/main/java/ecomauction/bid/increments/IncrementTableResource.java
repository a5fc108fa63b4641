package ecomauction.bid.increments;

import ecomauction.bid.increments.IncrementTables.Table;
import ecomauction.bid.rules.Increments;
import ecomauction.bid.rules.Increments.Tier;
import ecomauction.kit.idempotency.Answer;
import ecomauction.kit.idempotency.Idempotency;
import ecomauction.kit.identity.Caller;
import ecomauction.kit.problem.Problem;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Currency;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/increment-tables")
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Increment tables")
class IncrementTableResource {

    private final IncrementTables tables;
    private final PublishIncrementTable publish;
    private final Idempotency idempotency;
    private final Pool pool;
    private final SecurityIdentity identity;

    IncrementTableResource(
            IncrementTables tables,
            PublishIncrementTable publish,
            Idempotency idempotency,
            Pool pool,
            SecurityIdentity identity) {
        this.tables = tables;
        this.publish = publish;
        this.idempotency = idempotency;
        this.pool = pool;
        this.identity = identity;
    }

    @GET
    @PermitAll
    @Operation(summary = "The newest version of each increment table, at most 1,000")
    public Uni<Tables> list() {
        return tables.newest(pool).map(Tables::new);
    }

    @PUT
    @Path("/{name}")
    @RolesAllowed("operator")
    @Operation(
            summary = "Publish a new version of an increment table",
            description =
                    "Versions never change; lots keep theirs. 400 unless the first tier is from 0, `from` rises and"
                            + " `increment` is above 0 and never falls. Minor units.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = Table.class)))
    public Uni<Response> put(
            @Pattern(regexp = "[A-Z0-9_]{1,40}") String name, @NotNull @Valid NewVersion version) {
        check(name, version);
        var author = Caller.of(identity).id();
        return idempotency.once(
                author,
                version,
                tx ->
                        publish.handle(tx, name, version.currency(), version.tiers(), author)
                                .map(Answer::ok));
    }

    private static void check(String name, NewVersion version) {
        try {
            Currency.getInstance(version.currency());
        } catch (IllegalArgumentException unknown) {
            throw Problem.badRequest("VALIDATION_FAILED", "Some fields are not valid.")
                    .field("currency", "not an ISO 4217 code");
        }
        try {
            new Increments(name, version.tiers());
        } catch (IllegalArgumentException invalid) {
            throw Problem.badRequest("VALIDATION_FAILED", "Some fields are not valid.")
                    .field("tiers", String.valueOf(invalid.getMessage()));
        }
    }

    record NewVersion(
            @NotNull @Size(min = 3, max = 3) String currency,
            @NotNull @Size(min = 1, max = 100) List<@NotNull Tier> tiers) {}

    record Tables(List<Table> items) {}
}
