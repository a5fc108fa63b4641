package ecomauction.notification.delivery;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/// Tries a dead message again as if it had never been tried. One that is not dead is left alone.
@ApplicationScoped
public class RequeueMessage {

    private final Deliveries deliveries;

    RequeueMessage(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    public Uni<Void> handle(SqlConnection tx, UUID deliveryId) {
        return deliveries.revive(tx, deliveryId);
    }
}
