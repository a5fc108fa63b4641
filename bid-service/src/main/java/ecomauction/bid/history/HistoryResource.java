package ecomauction.bid.history;

import ecomauction.bid.history.BidHistory.Entry;
import ecomauction.bid.history.ExplainBid.Explanation;
import ecomauction.bid.lot.Lot;
import ecomauction.bid.lot.Lots;
import ecomauction.kit.http.Cursor;
import ecomauction.kit.http.Page;
import ecomauction.kit.identity.Caller;
import ecomauction.kit.problem.Problem;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/lots/{auctionId}")
@Tag(name = "History")
class HistoryResource {

    private final Lots lots;
    private final BidHistory history;
    private final ExplainBid explainBid;
    private final BidLog log;
    private final Pool pool;
    private final SecurityIdentity identity;

    HistoryResource(
            Lots lots,
            BidHistory history,
            ExplainBid explainBid,
            BidLog log,
            Pool pool,
            SecurityIdentity identity) {
        this.lots = lots;
        this.history = history;
        this.explainBid = explainBid;
        this.log = log;
        this.pool = pool;
        this.identity = identity;
    }

    @GET
    @Path("/bids")
    @PermitAll
    @Operation(
            summary = "Bids of a lot, newest first",
            description =
                    "Bidders are aliases. With a token your own raises and maxima too; operators see refused bids and"
                            + " who is who.")
    public Uni<Page<Entry>> bids(
            UUID auctionId,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(100) int limit) {
        var caller = Caller.find(identity);
        var operator = caller.map(c -> c.is("operator")).orElse(false);
        var position = Cursor.decode(cursor, 1);
        return known(auctionId)
                .chain(lot ->
                        history.page(
                                lot, caller.map(Caller::id).orElse(""), operator, position, limit));
    }

    @GET
    @Path("/bids/{seq}/explain")
    @RolesAllowed({"buyer", "seller", "clerk", "operator"})
    @Operation(
            summary = "Why did I lose?",
            description =
                    "For your own bids, and for clerks those that they entered; 404 for others.")
    public Uni<Explanation> explain(UUID auctionId, @PositiveOrZero long seq) {
        var caller = Caller.of(identity);
        return explainBid
                .handle(auctionId, seq, caller.id(), caller.is("operator"))
                .map(e ->
                        e.orElseThrow(() -> Problem.notFound("You have no such bid on this lot.")));
    }

    @GET
    @Path("/log")
    @PermitAll
    @Produces("application/x-ndjson")
    @Operation(
            summary = "The public bid log",
            description =
                    "One JSON object per line in the order of `seq`: the canonical `entry` and its `hash`, the SHA-256"
                            + " of the previous hash (32 zero bytes before the first) and the entry's bytes. A raise"
                            + " that did not move the price is sealed while the lot is open. Operators may ask for"
                            + " `openings`: the amounts and salts behind the commitments.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.STRING)))
    public Multi<Buffer> log(
            UUID auctionId, @QueryParam("openings") @DefaultValue("false") boolean openings) {
        var operator = Caller.find(identity).map(c -> c.is("operator")).orElse(false);
        if (openings && !operator) {
            throw Problem.forbidden("FORBIDDEN", "Only operators see the openings.");
        }
        return known(auctionId)
                .onItem()
                .transformToMulti(lot -> log.all(lot.id()))
                .map(line -> openings ? line.lineWithOpening() : line.line())
                .map(Buffer::buffer);
    }

    private Uni<Lot> known(UUID auctionId) {
        return lots.read(pool, auctionId)
                .map(lot ->
                        lot.orElseThrow(() ->
                                Problem.notFound("No such lot.")
                                        .retryAfter(Duration.ofSeconds(1))));
    }
}
