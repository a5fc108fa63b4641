package ecomauction.bid.lot;

import ecomauction.kit.problem.Problem;
import java.time.Duration;

/// What everybody is told who asks for a lot that is not here, or not here yet.
public final class UnknownLot {

    private UnknownLot() {}

    public static Problem problem() {
        return Problem.notFound("No such lot; one that was just published comes in a moment.")
                .retryAfter(Duration.ofSeconds(1));
    }
}
