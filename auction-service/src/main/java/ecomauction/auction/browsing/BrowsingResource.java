package ecomauction.auction.browsing;

import ecomauction.auction.browsing.AuctionQuery.Position;
import ecomauction.auction.listing.AuctionView;
import ecomauction.auction.listing.Auctions.Found;
import ecomauction.auction.listing.rules.Status;
import ecomauction.kit.http.Cursor;
import ecomauction.kit.http.Etags;
import ecomauction.kit.identity.Caller;
import ecomauction.kit.problem.Problem;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// What everybody can read, with or without a token. Drafts are for their sellers and operators.
@Path("/v1/auctions")
@Produces("application/json")
@PermitAll
class BrowsingResource {

    private static final int MOST = 100;
    private static final int MOST_CHARACTERS = 200;

    private final AuctionSearch search;
    private final SecurityIdentity identity;

    BrowsingResource(AuctionSearch search, SecurityIdentity identity) {
        this.search = search;
        this.identity = identity;
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Read an auction", operationId = "getAuction")
    @APIResponse(
            responseCode = "200",
            description = "The auction; ETag",
            content = @Content(schema = @Schema(implementation = AuctionView.class)))
    @APIResponse(responseCode = "304", description = "Nothing has changed since If-None-Match")
    public Uni<Response> get(
            @PathParam("id") UUID id, @Nullable @HeaderParam("If-None-Match") String known) {
        var caller = Caller.find(identity);
        return search.find(id)
                .map(found -> show(found.filter(a -> mayRead(a, caller)), known, caller));
    }

    private static boolean mayRead(Found found, Optional<Caller> caller) {
        return found.auction()
                .visibleTo(
                        caller.map(Caller::id).orElse(null),
                        caller.filter(c -> c.is("operator")).isPresent());
    }

    private static Response show(
            Optional<Found> readable, @Nullable String known, Optional<Caller> caller) {
        var found = readable.orElseThrow(() -> Problem.notFound("There is no such auction."));
        var etag = AuctionView.etag(found.auction(), found.now());
        var answer =
                known != null && Etags.matches(known.replace("W/", ""), etag)
                        ? Response.notModified()
                        : Response.ok(AuctionView.of(found.auction(), found.now()));
        return answer.header("ETag", etag).header("Cache-Control", shared(caller)).build();
    }

    /// What nobody has signed in for is the same for everybody: a cache at the edge may keep it for
    /// a second.
    private static String shared(Optional<Caller> caller) {
        return caller.isPresent() ? "private, no-cache" : "public, max-age=0, s-maxage=1";
    }

    @GET
    @Operation(
            summary = "List auctions",
            description =
                    "All pages show the list of the moment at which the first one was read: no"
                            + " auction twice and none left out, whatever is bid and closed"
                            + " meanwhile. What is told of each auction is as it is now.",
            operationId = "listAuctions")
    @APIResponse(
            responseCode = "200",
            description = "A page; `next` is the cursor of the one that follows",
            content = @Content(schema = @Schema(implementation = AuctionPage.class)))
    public Uni<Response> list(
            @Parameter(description = "May be repeated; all but drafts, if left out")
                    @QueryParam("status")
                    List<String> status,
            @Nullable @QueryParam("category") String category,
            @Parameter(description = "A seller's id, or `me`") @Nullable @QueryParam("seller")
                    String seller,
            @Parameter(schema = @Schema(type = SchemaType.STRING, format = "date-time"))
                    @Nullable
                    @QueryParam("endsBefore")
                    String endsBefore,
            @Parameter(description = "Words, or their beginnings, of title and description")
                    @Nullable
                    @QueryParam("q")
                    String words,
            @Parameter(
                            schema =
                                    @Schema(
                                            enumeration = {
                                                "endingSoonest",
                                                "newest",
                                                "price",
                                                "bids"
                                            },
                                            defaultValue = "endingSoonest"))
                    @Nullable
                    @QueryParam("sort")
                    String sort,
            @Nullable @QueryParam("cursor") String cursor,
            @Parameter(
                            schema =
                                    @Schema(
                                            type = SchemaType.INTEGER,
                                            minimum = "1",
                                            maximum = "100",
                                            defaultValue = "20"))
                    @Nullable
                    @QueryParam("limit")
                    String limit) {
        var caller = Caller.find(identity);
        var problem = Problem.badRequest("INVALID_PARAMETER", "Some parameters are not valid.");
        var order = sort(sort, problem);
        var query =
                new AuctionQuery(
                        statuses(status, problem),
                        text("category", category, problem),
                        seller(text("seller", seller, problem), caller, problem),
                        time(endsBefore, problem),
                        text("q", words, problem),
                        caller.map(Caller::id).orElse(null),
                        caller.filter(c -> c.is("operator")).isPresent(),
                        order,
                        limit(limit, problem),
                        position(order, cursor));
        if (!problem.body().violations().isEmpty()) {
            throw problem;
        }
        return search.list(query)
                .map(page ->
                        Response.ok(page.map(BrowsingResource::view))
                                .header("Cache-Control", shared(caller))
                                .build());
    }

    record AuctionPage(List<AuctionView> items, @Nullable String next) {}

    private static AuctionView view(Found found) {
        return AuctionView.of(found.auction(), found.now());
    }

    private static Set<Status> statuses(List<String> wanted, Problem problem) {
        var statuses = EnumSet.noneOf(Status.class);
        for (var name : wanted) {
            try {
                statuses.add(Status.valueOf(name));
            } catch (IllegalArgumentException unknown) {
                problem.field("status", "one of " + List.of(Status.values()));
            }
        }
        return statuses;
    }

    private static @Nullable String text(String field, @Nullable String value, Problem problem) {
        if (value == null || value.isBlank()) {
            return null;
        }
        if (value.length() > MOST_CHARACTERS || value.chars().anyMatch(Character::isISOControl)) {
            problem.field(field, "at most 200 characters, no control characters");
            return null;
        }
        return value;
    }

    private static @Nullable String seller(
            @Nullable String seller, Optional<Caller> caller, Problem problem) {
        if (!"me".equals(seller)) {
            return seller;
        }
        if (caller.isEmpty()) {
            problem.field("seller", "`me` needs a token");
        }
        return caller.map(Caller::id).orElse(null);
    }

    private static @Nullable Instant time(@Nullable String value, Problem problem) {
        try {
            return value == null
                    ? null
                    : Sort.time(OffsetDateTime.parse(value).toInstant().toString());
        } catch (DateTimeException | IllegalArgumentException malformed) {
            problem.field("endsBefore", "an RFC 3339 time such as 2026-01-02T03:04:05Z");
            return null;
        }
    }

    private static Sort sort(@Nullable String value, Problem problem) {
        var sort = Sort.of(value == null ? Sort.ENDING_SOONEST.label : value);
        if (sort.isEmpty()) {
            problem.field("sort", "one of endingSoonest, newest, price, bids");
        }
        return sort.orElse(Sort.ENDING_SOONEST);
    }

    private static int limit(@Nullable String value, Problem problem) {
        try {
            var limit = value == null ? 20 : Integer.parseInt(value);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        } catch (NumberFormatException malformed) {
            // named below
        }
        problem.field("limit", "a whole number, 1 to " + MOST);
        return 1;
    }

    private static @Nullable Position position(Sort sort, @Nullable String text) {
        try {
            return Cursor.decode(text, AuctionSearch.CURSOR_PARTS)
                    .map(cursor -> AuctionSearch.position(sort, cursor.parts()))
                    .orElse(null);
        } catch (IllegalArgumentException foreign) {
            throw Cursor.invalid();
        }
    }
}
