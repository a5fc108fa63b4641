package ecomauction.bid.live;

import static jakarta.ws.rs.core.MediaType.SERVER_SENT_EVENTS;

import ecomauction.bid.lot.UnknownLot;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/lots/{auctionId}/stream")
@Tag(name = "Lots")
class StreamResource {

    private final LiveLots lots;

    StreamResource(LiveLots lots) {
        this.lots = lots;
    }

    @GET
    @PermitAll
    @Produces(SERVER_SENT_EVENTS)
    @Operation(
            summary = "The price as it moves",
            description =
                    "Server-sent events: a `snapshot`, then each `decision` with its `seq` as id; resumes without a gap"
                            + " after Last-Event-ID. After many decisions at once a new `snapshot` stands for them."
                            + " Ends when the lot is closed.")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = SERVER_SENT_EVENTS,
                            schema = @Schema(type = SchemaType.STRING)))
    public Uni<Void> stream(
            UUID auctionId,
            @HeaderParam("Last-Event-ID") @Nullable String lastEventId,
            @Context RoutingContext http) {
        return lots.snapshot(auctionId)
                .map(lot -> lot.orElseThrow(UnknownLot::problem))
                .chain(lot -> {
                    open(auctionId, lot, lastEventId, http);
                    // The answer is written event by event, by whoever has news.
                    return Uni.createFrom().nothing();
                });
    }

    /// Written without the framework's events: those are put together anew for each watcher, which
    /// cost more than all the rest.
    private void open(
            UUID auctionId, Frame lot, @Nullable String lastEventId, RoutingContext http) {
        var resumeAfter = resumeAfter(lastEventId, lot.seq());
        var response =
                http.response().setChunked(true).putHeader("Content-Type", SERVER_SENT_EVENTS);
        var watcher = new Watcher(auctionId, resumeAfter, response);
        http.addEndHandler(end -> lots.leave(watcher));
        if (resumeAfter < 0) {
            watcher.show(lot);
        } else {
            watcher.heartbeat();
        }
        lots.join(watcher, lot.seq());
    }

    /// -1: from a snapshot on.
    private static long resumeAfter(@Nullable String lastEventId, long newest) {
        try {
            var last = lastEventId == null ? -1 : Long.parseLong(lastEventId);
            return last > newest ? -1 : Math.max(-1, last);
        } catch (NumberFormatException notOurs) {
            return -1;
        }
    }
}
