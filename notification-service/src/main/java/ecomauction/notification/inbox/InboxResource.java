package ecomauction.notification.inbox;

import ecomauction.kit.http.Cursor;
import ecomauction.kit.idempotency.Idempotency;
import ecomauction.kit.identity.Caller;
import ecomauction.kit.problem.Problem;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/me/inbox")
@Authenticated
@Tag(name = "Inbox")
class InboxResource {

    private final Inboxes inboxes;
    private final MarkRead markRead;
    private final MarkAllRead markAllRead;
    private final Idempotency idempotency;
    private final SecurityIdentity identity;

    InboxResource(
            Inboxes inboxes,
            MarkRead markRead,
            MarkAllRead markAllRead,
            Idempotency idempotency,
            SecurityIdentity identity) {
        this.inboxes = inboxes;
        this.markRead = markRead;
        this.markAllRead = markAllRead;
        this.idempotency = idempotency;
        this.identity = identity;
    }

    @GET
    @Operation(summary = "What you were told, newest first")
    @Parameter(
            name = "unread",
            in = ParameterIn.QUERY,
            description = "Only what is not read yet; `?unread` will do.",
            schema = @Schema(type = SchemaType.BOOLEAN))
    public Uni<InboxPage> list(
            @Context UriInfo uri,
            @Parameter(description = "`next` of the page before") @QueryParam("cursor")
                    @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(100) int limit) {
        return inboxes.list(caller(), onlyUnread(uri), before(cursor), limit)
                .map(listed -> InboxPage.of(listed, limit));
    }

    @POST
    @Path("/{id}/read")
    @Operation(summary = "Mark one as read", description = "404 for what is not yours.")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = UnreadCount.class)))
    public Uni<Response> read(UUID id) {
        var caller = caller();
        return idempotency.once(caller, null, tx -> markRead.handle(tx, caller, id));
    }

    @POST
    @Path("/read-all")
    @Operation(summary = "Mark all as read")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = UnreadCount.class)))
    public Uni<Response> readAll() {
        var caller = caller();
        return idempotency.once(caller, null, tx -> markAllRead.handle(tx, caller));
    }

    private String caller() {
        return Caller.of(identity).id();
    }

    /// As a parameter of its own, `?unread` without a value would be lost.
    private static boolean onlyUnread(UriInfo uri) {
        var values = uri.getQueryParameters().getOrDefault("unread", List.of("false"));
        return switch (values.isEmpty() ? "" : values.getFirst()) {
            case "", "true" -> true;
            case "false" -> false;
            default ->
                    throw Problem.badRequest("INVALID_PARAMETER", "A parameter is not valid.")
                            .field("unread", "true or false");
        };
    }

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
