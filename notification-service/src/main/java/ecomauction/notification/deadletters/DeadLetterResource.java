package ecomauction.notification.deadletters;

import ecomauction.kit.http.Cursor;
import ecomauction.kit.http.Page;
import ecomauction.kit.idempotency.Idempotency;
import ecomauction.kit.identity.Caller;
import ecomauction.kit.problem.Problem;
import ecomauction.notification.deadletters.Letter.State;
import ecomauction.notification.deadletters.Letter.Summary;
import ecomauction.notification.deadletters.Letters.Filter;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/ops/dead-letters")
@RolesAllowed("operator")
@Tag(name = "Dead letters")
class DeadLetterResource {

    private final Letters letters;
    private final Acts acts;
    private final ReplayLetter replayLetter;
    private final DiscardLetter discardLetter;
    private final Idempotency idempotency;
    private final SecurityIdentity identity;

    DeadLetterResource(
            Letters letters,
            Acts acts,
            ReplayLetter replayLetter,
            DiscardLetter discardLetter,
            Idempotency idempotency,
            SecurityIdentity identity) {
        this.letters = letters;
        this.acts = acts;
        this.replayLetter = replayLetter;
        this.discardLetter = discardLetter;
        this.idempotency = idempotency;
        this.identity = identity;
    }

    @GET
    @Operation(
            summary = "What could not be handled, newest first",
            description = "Events of all services, and messages that cannot be delivered.")
    public Uni<Page<Summary>> list(
            @QueryParam("state") @Nullable State state,
            @Parameter(description = "Where it was before, such as `bid.events`")
                    @QueryParam("topic")
                    @Pattern(regexp = "[A-Za-z0-9._-]{1,249}")
                    @Nullable String topic,
            @Parameter(description = "`next` of the page before") @QueryParam("cursor")
                    @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(100) int limit) {
        return letters.list(new Filter(state, topic), before(cursor), limit + 1)
                .map(rows -> Page.of(rows, limit, letter -> Cursor.at(letter.id())));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One of them, with headers, payload and what was done about it")
    public Uni<LetterView> show(UUID id) {
        return letters.find(id)
                .map(found ->
                        found.orElseThrow(() -> Problem.notFound("There is no such dead letter.")))
                .chain(letter -> acts.of(id).map(done -> LetterView.of(letter, done)));
    }

    @POST
    @Path("/{id}/replay")
    @Operation(
            summary = "Try it again",
            description =
                    "An event is published once more as it was; only the group that failed handles it."
                            + " A message is queued again. If it fails again, it is a dead letter"
                            + " again. 409 NOT_OPEN if it was dealt with.")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = OpenLetter.Moved.class)))
    public Uni<Response> replay(UUID id) {
        var caller = Caller.of(identity);
        return idempotency.once(caller.id(), null, tx -> replayLetter.handle(tx, id, caller));
    }

    /// Names its media type, so that a request without a body needs none.
    @POST
    @Path("/{id}/discard")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Leave it at that",
            description = "It stays to be read. 409 NOT_OPEN if it was dealt with.")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = OpenLetter.Moved.class)))
    public Uni<Response> discard(UUID id, @Valid @Nullable Discard discard) {
        var caller = Caller.of(identity);
        var reason = discard == null ? null : discard.reason();
        return idempotency.once(
                caller.id(), discard, tx -> discardLetter.handle(tx, id, caller, reason));
    }

    record Discard(
            @Size(min = 1, max = 500)
                    @Pattern(
                            regexp = "[^\\p{Cntrl}]*",
                            message = "must not have control characters")
                    @Nullable String reason) {}

    private static @Nullable UUID before(@Nullable String cursor) {
        try {
            return Cursor.decode(cursor, 1)
                    .map(position -> UUID.fromString(position.parts().getFirst()))
                    .orElse(null);
        } catch (IllegalArgumentException notOurs) {
            throw Cursor.invalid();
        }
    }
}
