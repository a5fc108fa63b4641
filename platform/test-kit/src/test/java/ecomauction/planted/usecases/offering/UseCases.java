package ecomauction.planted.usecases.offering;

import io.smallrye.mutiny.Uni;

class PlaceBid {
    public Uni<Integer> handle(int bid) {
        return Uni.createFrom().item(bid);
    }

    public int lastBid() {
        return 0;
    }
}

class RetractBid {
    public boolean handle(int bid) {
        return bid > 0;
    }
}

class RaiseBid {
    Uni<Integer> handle(int bid) {
        return Uni.createFrom().item(bid);
    }

    Uni<Integer> handle(long bid) {
        return handle((int) bid);
    }
}
