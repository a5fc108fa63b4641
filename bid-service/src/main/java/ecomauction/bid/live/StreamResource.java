package ecomauction.bid.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import ecomauction.bid.live.Watcher.Frame;
import ecomauction.bid.lot.LotView;
import ecomauction.bid.lot.UnknownLot;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/lots/{auctionId}/stream")
@Tag(name = "Lots")
class StreamResource {

    /// A client that reads slower than this is disconnected; it resumes with Last-Event-ID.
    private static final int BUFFER = 256;

    private final LiveLots lots;
    private final ObjectMapper json;

    StreamResource(LiveLots lots, ObjectMapper json) {
        this.lots = lots;
        this.json = json;
    }

    @GET
    @PermitAll
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            summary = "The price as it moves",
            description =
                    "Server-sent events: a `snapshot`, then each `decision` with its `seq` as id; resumes without a gap"
                            + " after Last-Event-ID. After many decisions at once a new `snapshot` stands for them."
                            + " Ends when the lot is closed.")
    public Multi<OutboundSseEvent> stream(
            UUID auctionId,
            @HeaderParam("Last-Event-ID") @Nullable String lastEventId,
            @Context Sse sse) {
        return lots.view(auctionId)
                .map(lot -> lot.orElseThrow(UnknownLot::problem))
                .onItem()
                .transformToMulti(lot -> frames(lot, lastEventId))
                .map(frame -> event(frame, sse));
    }

    private Multi<Frame> frames(LotView lot, @Nullable String lastEventId) {
        return Multi.createFrom()
                .<Frame>emitter(stream -> start(lot, lastEventId, stream))
                .onOverflow()
                .buffer(BUFFER);
    }

    private void start(
            LotView lot, @Nullable String lastEventId, MultiEmitter<? super Frame> stream) {
        var resumeAfter = resumeAfter(lastEventId, lot.seq());
        var watcher = new Watcher(lot.auctionId(), resumeAfter, json, stream);
        if (resumeAfter < 0) {
            watcher.snapshot(lot);
        }
        stream.onTermination(() -> lots.leave(watcher));
        lots.join(watcher);
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

    private static OutboundSseEvent event(Frame frame, Sse sse) {
        var event = sse.newEventBuilder();
        return frame.equals(Frame.HEARTBEAT)
                ? event.comment("still here").build()
                : event.id(Long.toString(frame.seq()))
                        .name(frame.name())
                        .data(frame.data())
                        .build();
    }
}
