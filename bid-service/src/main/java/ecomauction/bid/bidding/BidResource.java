package ecomauction.bid.bidding;

import ecomauction.bid.lot.Bidder;
import ecomauction.bid.lot.LotView;
import ecomauction.bid.rules.ProxyBidding;
import ecomauction.contracts.Money;
import ecomauction.kit.idempotency.Idempotency;
import ecomauction.kit.identity.Caller;
import ecomauction.kit.problem.Problem;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/lots/{auctionId}")
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Bidding")
class BidResource {

    /// Who may bid; `BidRoute` asks as well.
    static final List<String> BIDDERS = List.of("buyer", "seller", "clerk");

    /// Nobody may pass for another by a paddle that looks like an alias.
    private static final Pattern ALIAS = Pattern.compile("(?i)\\s*bidder\\s*\\d+\\s*");

    private final PlaceBid placeBid;
    private final BuyNow buyNow;
    private final RetractBid retractBid;
    private final BlockBidder blockBidder;
    private final SellToLeader sellToLeader;
    private final Idempotency idempotency;
    private final SecurityIdentity identity;

    BidResource(
            PlaceBid placeBid,
            BuyNow buyNow,
            RetractBid retractBid,
            BlockBidder blockBidder,
            SellToLeader sellToLeader,
            Idempotency idempotency,
            SecurityIdentity identity) {
        this.placeBid = placeBid;
        this.buyNow = buyNow;
        this.retractBid = retractBid;
        this.blockBidder = blockBidder;
        this.sellToLeader = sellToLeader;
        this.idempotency = idempotency;
        this.identity = identity;
    }

    @POST
    @Path("/bids")
    @RolesAllowed({"buyer", "seller", "clerk"})
    @Parameter(
            name = "Idempotency-Key",
            in = ParameterIn.HEADER,
            schema =
                    @Schema(
                            type =
                                    org.eclipse.microprofile.openapi.annotations.enums.SchemaType
                                            .STRING,
                            maxLength = 255))
    @Operation(
            summary = "Bid",
            description =
                    "Give your maximum; the system bids for you just as far as needed. Refused with 409 and a `code`:"
                            + " AUCTION_NOT_STARTED, AUCTION_CLOSED, AUCTION_CLOSING, SELLER_CANNOT_BID,"
                            + " BUY_NOW_AVAILABLE, MAX_NOT_RAISED, BID_TOO_LOW, STATE_MOVED; 403 BIDDER_BLOCKED,"
                            + " CLERK_ONLY; 400 CURRENCY_MISMATCH, AMOUNT_INVALID; 503 with Retry-After is safe to"
                            + " repeat with the same Idempotency-Key.")
    @APIResponse(
            responseCode = "201",
            description = "The bid counts.",
            content = @Content(schema = @Schema(implementation = BidAnswer.class)))
    public Uni<Response> place(UUID auctionId, @NotNull @Valid NewBid bid) {
        var caller = Caller.of(identity);
        checkAmount(bid.maxAmount().amount(), "maxAmount.amount");
        checkPaddle(bid.paddle(), caller);
        return placeBid.handle(
                        new PlaceBid.Command(
                                auctionId,
                                Bidder.newcomer(caller.id(), bid.paddle()),
                                caller.id(),
                                bid.maxAmount().toMoney(),
                                bid.expectedSeq(),
                                idempotency.keyOf(caller.id(), bid).orElse(null)))
                .map(idempotency::respond);
    }

    @POST
    @Path("/buy-now")
    @RolesAllowed({"buyer", "seller"})
    @Operation(
            summary = "Buy the lot at its buy-now price",
            description =
                    "409 BUY_NOW_GONE when it is no longer offered, BUY_NOW_PRICE_MISMATCH when the price is another,"
                            + " AUCTION_CLOSED, AUCTION_NOT_STARTED, SELLER_CANNOT_BID; 403 BIDDER_BLOCKED.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = LotView.class)))
    public Uni<Response> buyNow(UUID auctionId, @NotNull @Valid Purchase purchase) {
        var caller = Caller.of(identity);
        checkAmount(purchase.expectedPrice().amount(), "expectedPrice.amount");
        return idempotency.once(
                caller.id(),
                purchase,
                tx ->
                        buyNow.handle(
                                tx,
                                auctionId,
                                Bidder.newcomer(caller.id(), null),
                                purchase.expectedPrice().toMoney()));
    }

    @POST
    @Path("/bids/{seq}/retract")
    @RolesAllowed({"buyer", "seller", "clerk"})
    @Operation(
            summary = "Take a bid back",
            description =
                    "More than 12 hours before the end all your bids go; later only the latest, within an hour after"
                            + " it was placed, and never in the soft-close window (409 RETRACTION_NOT_ALLOWED). 404"
                            + " for bids of others. The price may fall, the end stays.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = LotView.class)))
    public Uni<Response> retract(
            UUID auctionId, @PositiveOrZero long seq, @NotNull @Valid Retraction retraction) {
        var caller = Caller.of(identity);
        return idempotency.once(
                caller.id(),
                retraction,
                tx ->
                        retractBid.handle(
                                tx,
                                new RetractBid.Command(
                                        auctionId,
                                        seq,
                                        caller.id(),
                                        caller.is("clerk"),
                                        retraction.reason())));
    }

    @POST
    @Path("/bidders/{number}/block")
    @RolesAllowed({"seller", "operator"})
    @Operation(
            summary = "Exclude a bidder",
            description =
                    "The lot's seller or an operator removes all bids of a bidder, who cannot bid on it any more."
                            + " 403 NOT_YOUR_LOT, 404 for a number that nobody has, 409 AUCTION_CLOSED.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = LotView.class)))
    public Uni<Response> block(UUID auctionId, int number, @NotNull @Valid Exclusion exclusion) {
        var caller = Caller.of(identity);
        return idempotency.once(
                caller.id(),
                exclusion,
                tx ->
                        blockBidder.handle(
                                tx,
                                new BlockBidder.Command(
                                        auctionId,
                                        number,
                                        caller.id(),
                                        caller.is("operator"),
                                        exclusion.reason())));
    }

    @POST
    @Path("/sell-to-leader")
    @RolesAllowed({"seller", "operator"})
    @Operation(
            summary = "End the auction early by selling to the leader",
            description =
                    "At the standing price; a reserve that is not met is waived. 403 NOT_YOUR_LOT, 409 NO_LEADER,"
                            + " AUCTION_CLOSED, AUCTION_NOT_STARTED.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = LotView.class)))
    public Uni<Response> sellToLeader(UUID auctionId) {
        var caller = Caller.of(identity);
        return idempotency.once(
                caller.id(),
                null,
                tx -> sellToLeader.handle(tx, auctionId, caller.id(), caller.is("operator")));
    }

    private static void checkAmount(long amount, String field) {
        if (!ProxyBidding.isAmount(amount)) {
            throw Problem.badRequest("AMOUNT_INVALID", "The amount is out of range.")
                    .field(field, "1 to 99999999 minor units");
        }
    }

    private static void checkPaddle(@Nullable String paddle, Caller caller) {
        if (paddle == null) {
            return;
        }
        if (!caller.is("clerk")) {
            throw Problem.forbidden("CLERK_ONLY", "Only a clerk may bid for a paddle.");
        }
        if (ALIAS.matcher(paddle).matches()) {
            throw Problem.badRequest("VALIDATION_FAILED", "Some fields are not valid.")
                    .field("paddle", "must not look like the alias of another bidder");
        }
    }

    /// @param maxAmount the most that you would pay, in minor units of the lot's currency
    /// @param paddle for clerks: whom the bid is for, 1 to 40 characters
    /// @param expectedSeq refuse with STATE_MOVED unless the lot's last decision has this number
    record NewBid(
            @NotNull @Valid Amount maxAmount,
            @Size(min = 1, max = 40) @Nullable String paddle,
            @PositiveOrZero @Nullable Long expectedSeq) {}

    /// @param amount minor units, 1 to 99999999
    record Amount(@NotNull Long amount, @NotNull @Size(min = 3, max = 3) String currency) {

        Money toMoney() {
            return new Money(amount, currency);
        }
    }

    /// @param expectedPrice the buy-now price that you have seen
    record Purchase(@NotNull @Valid Amount expectedPrice) {}

    record Retraction(RetractBid.@NotNull Reason reason) {}

    record Exclusion(@NotBlank @Size(max = 500) String reason) {}
}
