package ecomauction.planted.publishing.offering;

import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Outgoing;

class BidConsumer {
    private final Emitter<String> emitter;

    BidConsumer(@Channel("bid-events") Emitter<String> emitter) {
        this.emitter = emitter;
    }

    void tell() {
        emitter.send("");
    }
}

class PriceConsumer {
    @Outgoing("prices")
    String price() {
        return "";
    }
}
