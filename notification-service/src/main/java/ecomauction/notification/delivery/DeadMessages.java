package ecomauction.notification.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import ecomauction.contracts.UuidV7;
import ecomauction.kit.outbox.Outbox;
import ecomauction.notification.delivery.Deliveries.Claimed;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/// Publishes what can never be delivered on `notification.dead`, where the dead letters of all
/// services are gathered from. An address never leaves with it.
@ApplicationScoped
class DeadMessages {

    private static final String TOPIC = "notification.dead";

    private final Outbox outbox;
    private final ObjectMapper json;

    DeadMessages(Outbox outbox, ObjectMapper json) {
        this.outbox = outbox;
        this.json = json;
    }

    Uni<Void> publish(SqlConnection tx, Claimed message, String reason) {
        var headers =
                Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        UuidV7.next().toString(),
                        "ce_source",
                        "/notification-service",
                        "ce_type",
                        "ecomauction.MessageUndeliverable",
                        "ce_subject",
                        message.id().toString(),
                        "ce_sequence",
                        Integer.toString(message.attempts() + 1),
                        "content-type",
                        "application/json",
                        "dead_topic",
                        TOPIC,
                        "dead_group",
                        "notification-service",
                        "dead_cause",
                        reason);
        return outbox.appendMessages(
                tx,
                List.of(
                        new Outbox.Message(
                                TOPIC, message.userId(), headers, payload(message, reason))));
    }

    private String payload(Claimed message, String reason) {
        try {
            return json.createObjectNode()
                    .put("deliveryId", message.id().toString())
                    .put("userId", message.userId())
                    .put("reason", reason)
                    .set("news", json.readTree(message.news()))
                    .toString();
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("Not news: " + message.news(), bug);
        }
    }
}
