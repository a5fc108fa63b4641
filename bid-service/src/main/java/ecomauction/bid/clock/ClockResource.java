package ecomauction.bid.clock;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/rules/clock")
@Tag(name = "Rules")
class ClockResource {

    private final Clock clock;

    ClockResource(Clock clock) {
        this.clock = clock;
    }

    @GET
    @PermitAll
    @Operation(
            summary = "The time",
            description =
                    "For countdowns: set yours by this one. Bids are judged by the database's clock; what it said"
                            + " stands in each answer as `receivedAt`.")
    public Time now() {
        return new Time(clock.instant());
    }

    record Time(Instant now) {}
}
