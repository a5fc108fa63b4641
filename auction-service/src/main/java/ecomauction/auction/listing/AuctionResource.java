package ecomauction.auction.listing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ecomauction.auction.listing.rules.Auction;
import ecomauction.auction.listing.rules.ListingOutcome;
import ecomauction.auction.listing.rules.ListingOutcome.CancelTooLate;
import ecomauction.auction.listing.rules.ListingOutcome.Deleted;
import ecomauction.auction.listing.rules.ListingOutcome.Done;
import ecomauction.auction.listing.rules.ListingOutcome.Invalid;
import ecomauction.auction.listing.rules.ListingOutcome.Locked;
import ecomauction.auction.listing.rules.ListingOutcome.NotADraft;
import ecomauction.auction.listing.rules.ListingOutcome.NotYours;
import ecomauction.auction.listing.rules.ListingOutcome.Over;
import ecomauction.auction.listing.rules.ListingOutcome.Stale;
import ecomauction.auction.listing.rules.ListingOutcome.StillADraft;
import ecomauction.auction.listing.rules.ListingOutcome.TablesMissing;
import ecomauction.auction.listing.rules.ListingOutcome.Unchanged;
import ecomauction.auction.listing.rules.ListingOutcome.Unknown;
import ecomauction.auction.listing.rules.Status;
import ecomauction.auction.listing.rules.Violation;
import ecomauction.auction.listing.rules.Wish;
import ecomauction.kit.http.Etags;
import ecomauction.kit.idempotency.Answer;
import ecomauction.kit.idempotency.Idempotency;
import ecomauction.kit.identity.Caller;
import ecomauction.kit.problem.Problem;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongPredicate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// What sellers do with their auctions, and operators with anybody's.
@Path("/v1/auctions")
@RolesAllowed({"seller", "operator"})
class AuctionResource {

    private static final String KEY = "Idempotency-Key";

    private final DraftAuction draft;
    private final ChangeAuction change;
    private final PublishAuction publish;
    private final CancelAuction cancel;
    private final DeleteDraft delete;
    private final ListingPatch patches;
    private final Idempotency idempotency;
    private final SecurityIdentity identity;

    AuctionResource(
            DraftAuction draft,
            ChangeAuction change,
            PublishAuction publish,
            CancelAuction cancel,
            DeleteDraft delete,
            ListingPatch patches,
            Idempotency idempotency,
            SecurityIdentity identity) {
        this.draft = draft;
        this.change = change;
        this.publish = publish;
        this.cancel = cancel;
        this.delete = delete;
        this.patches = patches;
        this.idempotency = idempotency;
        this.identity = identity;
    }

    @POST
    @Consumes("application/json")
    @Operation(summary = "Write a draft", operationId = "createAuction")
    @Parameter(name = KEY, in = ParameterIn.HEADER)
    @APIResponse(
            responseCode = "201",
            description = "The draft; Location, ETag",
            content = @Content(schema = @Schema(implementation = AuctionView.class)))
    public Uni<Response> create(@Nullable Draft body) {
        var caller = Caller.of(identity);
        var wanted = required(body);
        return idempotency.once(
                caller.id(),
                wanted,
                tx ->
                        draft.handle(tx, new DraftAuction.Command(caller.id(), wanted))
                                .map(outcome -> answer(outcome, AuctionResource::created)));
    }

    @PATCH
    @Path("/{id}")
    @Consumes({"application/merge-patch+json", "application/json"})
    @Operation(
            summary = "Change an auction (JSON merge patch)",
            description =
                    "After the first bid only a text may be added to the description (send the old"
                            + " one with more behind it) and the reserve be lowered, above the"
                            + " price, or removed with null.",
            operationId = "changeAuction")
    @Parameter(name = KEY, in = ParameterIn.HEADER)
    @RequestBody(content = @Content(schema = @Schema(implementation = Draft.class)))
    @APIResponse(
            responseCode = "200",
            description = "The auction; ETag",
            content = @Content(schema = @Schema(implementation = AuctionView.class)))
    public Uni<Response> change(
            @PathParam("id") UUID id,
            @Nullable @HeaderParam("If-Match") String ifMatch,
            @Nullable ObjectNode body)
            throws JsonProcessingException {
        var wanted = required(body);
        patches.check(wanted);
        if (ifMatch == null) {
            throw Problem.of(
                    428, "IF_MATCH_REQUIRED", "Send If-Match with the ETag of what you change.");
        }
        return decide(
                id,
                ifMatch,
                wanted,
                AuctionResource::ok,
                (tx, wish) -> change.handle(tx, new ChangeAuction.Command(wish, wanted)));
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Throw a draft away", operationId = "deleteDraft")
    @Parameter(name = KEY, in = ParameterIn.HEADER)
    @APIResponse(responseCode = "204", description = "It is gone")
    public Uni<Response> delete(
            @PathParam("id") UUID id, @Nullable @HeaderParam("If-Match") String ifMatch) {
        return decide(id, ifMatch, null, AuctionResource::ok, delete::handle);
    }

    @POST
    @Path("/{id}/publish")
    @Operation(summary = "Publish a draft", operationId = "publishAuction")
    @Parameter(name = KEY, in = ParameterIn.HEADER)
    @APIResponse(
            responseCode = "200",
            description = "The auction; ETag",
            content = @Content(schema = @Schema(implementation = AuctionView.class)))
    public Uni<Response> publish(
            @PathParam("id") UUID id, @Nullable @HeaderParam("If-Match") String ifMatch) {
        return decide(id, ifMatch, null, AuctionResource::ok, publish::handle);
    }

    @POST
    @Path("/{id}/cancel")
    @Consumes("application/json")
    @Operation(
            summary = "End an auction early",
            description =
                    "Without bids at any time; with bids while more than 12 hours are left."
                            + " Operators always. The auction is CANCELLING until bid-service has"
                            + " answered.",
            operationId = "cancelAuction")
    @Parameter(name = KEY, in = ParameterIn.HEADER)
    @APIResponse(
            responseCode = "202",
            description = "The auction, CANCELLING; ETag",
            content = @Content(schema = @Schema(implementation = AuctionView.class)))
    public Uni<Response> cancel(
            @PathParam("id") UUID id,
            @Nullable @HeaderParam("If-Match") String ifMatch,
            @Nullable Cancellation body) {
        var reason = body == null ? null : body.reason();
        return decide(
                id,
                ifMatch,
                body,
                AuctionResource::accepted,
                (tx, wish) -> cancel.handle(tx, new CancelAuction.Command(wish, reason)));
    }

    record Cancellation(@Schema(maxLength = 500) @Nullable String reason) {}

    private interface UseCase {
        Uni<ListingOutcome> handle(SqlConnection tx, Wish wish);
    }

    private Uni<Response> decide(
            UUID id,
            @Nullable String ifMatch,
            @Nullable Object body,
            Function<AuctionView, Answer> success,
            UseCase useCase) {
        var caller = Caller.of(identity);
        var wish = new Wish(id, caller.id(), caller.is("operator"), seen(ifMatch));
        return idempotency.once(
                caller.id(),
                body,
                tx -> useCase.handle(tx, wish).map(outcome -> answer(outcome, success)));
    }

    /// Of our tags only the revision counts here: a bid in between makes no change stale.
    private static LongPredicate seen(@Nullable String ifMatch) {
        if (ifMatch == null) {
            return revision -> true;
        }
        var revisions = ifMatch.replaceAll("\"(\\d+)\\.[^\"]*\"", "\"$1\"");
        return revision -> Etags.matches(revisions, Etags.of(revision));
    }

    private static <T> T required(@Nullable T body) {
        if (body == null) {
            throw Problem.badRequest("BODY_REQUIRED", "Send a JSON object.");
        }
        return body;
    }

    private static Answer ok(AuctionView auction) {
        return Answer.ok(auction);
    }

    private static Answer accepted(AuctionView auction) {
        return Answer.accepted(auction);
    }

    private static Answer created(AuctionView auction) {
        return Answer.created(auction, "/v1/auctions/" + auction.id());
    }

    private static Answer answer(ListingOutcome outcome, Function<AuctionView, Answer> success) {
        return switch (outcome) {
            case Done(var auction, var now) -> tagged(auction, now, success);
            case Unchanged(var auction, var now) -> tagged(auction, now, success);
            case Deleted _ -> Answer.noContent();
            case Unknown _ -> Answer.refused(Problem.notFound("There is no such auction."));
            case NotYours _ ->
                    Answer.refused(
                            Problem.forbidden("NOT_YOURS", "This is another seller's auction."));
            case Stale(var revision) ->
                    Answer.refused(
                            Problem.of(
                                            412,
                                            "STALE_VERSION",
                                            "The auction has changed since you read it.")
                                    .with("currentETag", Etags.of(revision)));
            case Invalid(var violations) -> Answer.refused(invalid(violations));
            case NotADraft(var status) ->
                    Answer.refused(
                            Problem.conflict(
                                            "NOT_A_DRAFT",
                                            "The auction is published already; cancel it to end"
                                                    + " it.")
                                    .with("currentStatus", status));
            case StillADraft _ ->
                    Answer.refused(
                            Problem.conflict(
                                    "STILL_A_DRAFT",
                                    "Nothing to cancel: nobody has seen this draft. DELETE it."));
            case Locked(var fields) -> Answer.refused(locked(fields));
            case Over(var status) -> Answer.refused(over(status));
            case CancelTooLate(var endsAt) ->
                    Answer.refused(
                            Problem.conflict(
                                            "CANCEL_TOO_LATE",
                                            "There are bids, and 12 hours or less are left.")
                                    .with("endsAt", endsAt));
            case TablesMissing _ ->
                    Answer.refused(
                            Problem.unavailable(
                                    "The increment tables are not here yet; try again."));
        };
    }

    private static Answer tagged(
            Auction auction, Instant now, Function<AuctionView, Answer> success) {
        return success.apply(AuctionView.of(auction, now))
                .header("ETag", AuctionView.etag(auction, now));
    }

    /// Where all violations are of one kind that has a code of its own, that is the problem's.
    private static Problem invalid(List<Violation> violations) {
        var codes = violations.stream().map(Violation::code).distinct().toList();
        var code =
                codes.size() == 1 && !codes.getFirst().equals("INVALID")
                        ? codes.getFirst()
                        : "VALIDATION_FAILED";
        var problem = Problem.badRequest(code, "Some fields are not valid.");
        violations.forEach(v -> problem.field(v.field(), v.message()));
        return problem;
    }

    private static Problem locked(List<String> fields) {
        var problem =
                Problem.conflict(
                        "LOCKED_BY_BIDS",
                        "After the first bid you can only add to the description, and lower or"
                                + " remove the reserve.");
        fields.forEach(field -> problem.field(field, "cannot become this any more"));
        return problem;
    }

    private static Problem over(Status status) {
        var problem =
                status == Status.CANCELLING
                        ? Problem.conflict(
                                "CANCELLATION_PENDING", "The auction is being cancelled.")
                        : Problem.conflict("AUCTION_CLOSED", "The auction has ended.");
        return problem.with("currentStatus", status);
    }
}
