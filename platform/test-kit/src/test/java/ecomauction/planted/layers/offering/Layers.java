package ecomauction.planted.layers.offering;

import ecomauction.kit.problem.Problem;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.reactive.messaging.Incoming;

@Path("/v1/lots")
class PlaceBidOverHttp {
    @GET
    public String get() {
        return "";
    }
}

class ClosingJob {
    void close() {
        throw new Problem();
    }
}

class ListenResource {
    @Incoming("bid-events")
    void on(String message) {}
}

/// Allowed, each in its own layer.
@Path("/v1/rules")
class RuleResource {
    record Refusal(Problem problem) {}
}

class PlaceBid {
    void decide() {
        throw new Problem();
    }
}

class BidConsumer {
    @Incoming("bid-events")
    void on(String message) {}
}
