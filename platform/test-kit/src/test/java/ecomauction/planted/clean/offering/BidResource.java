package ecomauction.planted.clean.offering;

import ecomauction.kit.problem.Problem;
import ecomauction.planted.clean.offering.rules.Judge;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.ArrayDeque;
import java.util.Queue;

@Path("/v1/lots")
class BidResource {

    private final PlaceBid place;

    BidResource(PlaceBid place) {
        this.place = place;
    }

    @POST
    public Uni<BidView> place(SqlConnection tx, long maximum) {
        return place.handle(tx, new PlaceBid.Command(maximum)).map(BidResource::answer);
    }

    private static BidView answer(boolean accepted) {
        if (!accepted) {
            throw new Problem();
        }
        return new BidView(1);
    }

    record BidView(long seq) {}
}

@ApplicationScoped
class PlaceBid {

    private final Bids bids = new Bids();

    public Uni<Boolean> handle(SqlConnection tx, Command bid) {
        return bids.count(tx).map(count -> new Judge().accepts(bid.maximum, count));
    }

    record Command(long maximum) {}
}

class Bids {
    private int asked;
    private final Queue<String> lines = new ArrayDeque<>();

    Uni<Integer> count(SqlConnection tx) {
        lines.add("asked " + ++asked);
        return tx.query("select count(*) from bid").execute().map(rows -> rows.size());
    }
}
