package ecomauction.planted.fields.offering;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

@ApplicationScoped
class Remember {
    private int last;

    int next() {
        return ++last;
    }
}

class LotResource {
    @Inject Remember remember;
}

class Global {
    static int count;
}

/// Allowed: an entity.
class Lot {
    private long price;

    long raise(long by) {
        price += by;
        return price;
    }
}
