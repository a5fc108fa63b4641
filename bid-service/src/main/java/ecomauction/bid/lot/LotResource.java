package ecomauction.bid.lot;

import ecomauction.kit.http.Etags;
import ecomauction.kit.identity.Caller;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/lots/{auctionId}")
@Tag(name = "Lots")
class LotResource {

    private final ViewLot viewLot;
    private final SecurityIdentity identity;

    LotResource(ViewLot viewLot, SecurityIdentity identity) {
        this.viewLot = viewLot;
        this.identity = identity;
    }

    @GET
    @PermitAll
    @Operation(
            summary = "A lot: price, end, leader",
            description =
                    "With a token also your own maximum and whether you lead. 304 if If-None-Match still matches; 404"
                            + " with Retry-After for a lot that is not known (yet).")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = LotView.class)))
    public Uni<Response> get(UUID auctionId, @HeaderParam("If-None-Match") @Nullable String known) {
        var caller = Caller.find(identity).map(Caller::id).orElse(null);
        return viewLot.handle(auctionId, caller)
                .map(found -> found.orElseThrow(UnknownLot::problem))
                .map(lot -> respond(lot, caller, known));
    }

    private static Response respond(LotView lot, @Nullable String caller, @Nullable String known) {
        var whose = caller == null ? "" : "-" + Integer.toHexString(caller.hashCode());
        var etag = "\"" + lot.seq() + "-" + lot.status() + whose + "\"";
        var response = Etags.matches(known, etag) ? Response.notModified() : Response.ok(lot);
        return response.header("ETag", etag).header("Cache-Control", "no-store").build();
    }
}
