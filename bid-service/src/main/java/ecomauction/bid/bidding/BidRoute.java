package ecomauction.bid.bidding;

import static io.vertx.core.http.HttpHeaders.ACCEPT;
import static io.vertx.core.http.HttpHeaders.AUTHORIZATION;
import static io.vertx.core.http.HttpHeaders.CONTENT_LENGTH;
import static io.vertx.core.http.HttpHeaders.CONTENT_TYPE;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import ecomauction.bid.bidding.BidResource.NewBid;
import ecomauction.bid.lot.Bidder;
import ecomauction.bid.rules.ProxyBidding;
import ecomauction.kit.idempotency.Idempotency;
import ecomauction.kit.identity.Caller;
import ecomauction.kit.identity.RememberedTokens;
import ecomauction.kit.problem.Problem;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Takes the ordinary bid past authentication and Jakarta REST, which cost more than all that is
/// done with it. Ordinary is a well-formed bid under a token that was verified before; all others
/// go on to `BidResource`, which has the last word on every refusal.
@Singleton
class BidRoute {

    /// Before authentication, which takes its time even with tokens that it knows.
    private static final int ORDER = -1_000;

    private static final String CALLER = "bidRoute.caller";

    private final BodyHandler body = BodyHandler.create(false);
    private final PlaceBid placeBid;
    private final RememberedTokens tokens;
    private final Idempotency idempotency;
    private final ObjectReader json;

    BidRoute(
            PlaceBid placeBid,
            RememberedTokens tokens,
            Idempotency idempotency,
            ObjectMapper json) {
        this.placeBid = placeBid;
        this.tokens = tokens;
        this.idempotency = idempotency;
        this.json = json.readerFor(NewBid.class);
    }

    void install(@Observes Router router) {
        var path = "/v1/lots/:auctionId/bids";
        router.post(path).order(ORDER).handler(this::read);
        router.post(path).order(ORDER + 1).handler(this::take);
    }

    private void read(RoutingContext http) {
        var caller = tokens.callerOf(http.request().getHeader(AUTHORIZATION));
        if (caller.filter(BidRoute::mayBid).isPresent() && isOrdinary(http.request())) {
            http.put(CALLER, caller.get());
            body.handle(http);
        } else {
            http.next();
        }
    }

    private void take(RoutingContext http) {
        var bid = ordinaryBid(http);
        if (bid.isEmpty()) {
            http.next();
            return;
        }
        var here = http.vertx().getOrCreateContext();
        var _ =
                placeBid.offer(bid.get())
                        .whenComplete((answer, failure) ->
                                here.runOnContext(now -> respond(http, answer, failure)));
    }

    private Optional<PlaceBid.Command> ordinaryBid(RoutingContext http) {
        Caller caller = http.get(CALLER);
        var text = http.body().buffer();
        if (caller == null || text == null) {
            return Optional.empty();
        }
        try {
            var lot = UUID.fromString(http.pathParam("auctionId"));
            NewBid bid = json.readValue(text.getBytes());
            return isOrdinary(bid)
                    ? Optional.of(command(http, lot, bid, caller.id()))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException | Problem refusedElsewhere) {
            return Optional.empty();
        }
    }

    private static boolean mayBid(Caller caller) {
        return BidResource.BIDDERS.stream().anyMatch(caller::is);
    }

    /// Over HTTP/2 a request whose body was read cannot be handed on, and then everything is
    /// `BidResource`'s.
    private static boolean isOrdinary(HttpServerRequest http) {
        var accept = http.getHeader(ACCEPT);
        return http.version() == HttpVersion.HTTP_1_1
                && http.getHeader(CONTENT_LENGTH) != null
                && "application/json".equals(http.getHeader(CONTENT_TYPE))
                && (accept == null || accept.equals("*/*") || accept.equals("application/json"));
    }

    private static boolean isOrdinary(NewBid bid) {
        var max = bid.maxAmount();
        return max != null
                && max.amount() != null
                && ProxyBidding.isAmount(max.amount())
                && max.currency() != null
                && max.currency().length() == 3
                && bid.paddle() == null
                && (bid.expectedSeq() == null || bid.expectedSeq() >= 0);
    }

    private PlaceBid.Command command(RoutingContext http, UUID lot, NewBid bid, String caller) {
        return new PlaceBid.Command(
                lot,
                Bidder.newcomer(caller, null),
                caller,
                bid.maxAmount().toMoney(),
                bid.expectedSeq(),
                idempotency.keyOf(http.request(), caller, bid).orElse(null));
    }

    private static void respond(
            RoutingContext http, Idempotency.@Nullable Stored answer, @Nullable Throwable failure) {
        if (answer == null) {
            http.fail(failure);
            return;
        }
        var response = http.response().setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        response.putHeader(CONTENT_TYPE, answer.contentType()).end(answer.body());
    }
}
