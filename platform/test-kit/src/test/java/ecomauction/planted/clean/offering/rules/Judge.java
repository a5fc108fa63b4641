package ecomauction.planted.clean.offering.rules;

public final class Judge {
    public boolean accepts(long maximum, int bids) {
        return maximum > bids;
    }
}
