package ecomauction.bid.simulation;

import ecomauction.kit.problem.Problem;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/rules")
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Rules")
class SimulationResource {

    @POST
    @Path("/simulate")
    @PermitAll
    @Operation(
            summary = "Play bids through the rules",
            description =
                    "No login, no side effects, at most 10,000 steps. Amounts are minor units, times seconds on the"
                            + " simulation's own clock, the bidder `S` is the seller. Answers 400 for a setup that no"
                            + " lot could have.")
    public Simulation.Result simulate(@NotNull @Valid Simulation simulation) {
        try {
            return simulation.run();
        } catch (IllegalArgumentException invalidTable) {
            throw Problem.badRequest("VALIDATION_FAILED", "The increment table is not valid.")
                    .field("setup.table", String.valueOf(invalidTable.getMessage()));
        }
    }
}
