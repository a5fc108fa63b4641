package ecomauction.bid.increments;

import ecomauction.bid.increments.IncrementTables.Table;
import ecomauction.bid.rules.Increments.Tier;
import ecomauction.contracts.Topics;
import ecomauction.contracts.bid.BidEvent.IncrementTablePublished;
import ecomauction.kit.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// A new version of a table; lots keep the version with which they were published.
@ApplicationScoped
class PublishIncrementTable {

    private final IncrementTables tables;
    private final Outbox outbox;

    PublishIncrementTable(IncrementTables tables, Outbox outbox) {
        this.tables = tables;
        this.outbox = outbox;
    }

    Uni<Table> handle(
            SqlConnection tx, String name, String currency, List<Tier> tiers, String author) {
        return tables.add(tx, name, currency, tiers, author)
                .call(table ->
                        outbox.append(
                                tx,
                                Topics.BID_EVENTS.event(name, table.version(), published(table))));
    }

    private static IncrementTablePublished published(Table table) {
        return new IncrementTablePublished(
                table.name(),
                table.version(),
                table.currency(),
                table.tiers().stream()
                        .map(t -> new IncrementTablePublished.Tier(t.from(), t.increment()))
                        .toList(),
                table.createdAt());
    }
}
