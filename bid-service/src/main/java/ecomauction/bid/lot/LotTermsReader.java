package ecomauction.bid.lot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import ecomauction.bid.rules.Increments;
import ecomauction.contracts.auction.AuctionTerms;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The terms of lots. A version never changes, so it is read once and remembered.
@ApplicationScoped
@RegisterForReflection(targets = {Increments.class, Increments.Tier.class})
class LotTermsReader {

    private static final int MOST = 100_000;

    private final ObjectMapper json;
    private final Cache<Version, LotTerms> known = Caffeine.newBuilder().maximumSize(MOST).build();

    LotTermsReader(ObjectMapper json) {
        this.json = json;
    }

    Uni<Map<Version, LotTerms>> read(SqlClient sql, Collection<Version> versions) {
        var found = new HashMap<>(known.getAllPresent(versions));
        var missing = versions.stream().filter(v -> !found.containsKey(v)).toList();
        if (missing.isEmpty()) {
            return Uni.createFrom().item(found);
        }
        return load(sql, missing).invoke(found::putAll).replaceWith(found);
    }

    private Uni<Map<Version, LotTerms>> load(SqlClient sql, List<Version> versions) {
        return sql.preparedQuery(
                        """
                        SELECT auction_id, seq, seller, terms, increments FROM terms
                        WHERE (auction_id, seq) IN (SELECT unnest($1::uuid[]), unnest($2::bigint[]))
                        """)
                .execute(
                        Tuple.of(
                                versions.stream().map(Version::auctionId).toArray(UUID[]::new),
                                versions.stream().map(Version::seq).toArray(Long[]::new)))
                .map(rows -> {
                    var loaded = new HashMap<Version, LotTerms>();
                    for (var row : rows) {
                        var terms =
                                LotTerms.of(
                                        row.getString("seller"),
                                        parse(row.getString("terms"), AuctionTerms.class),
                                        parse(row.getString("increments"), Increments.class));
                        loaded.put(
                                new Version(row.getUUID("auction_id"), row.getLong("seq")), terms);
                    }
                    known.putAll(loaded);
                    return loaded;
                });
    }

    Uni<Void> insert(SqlClient sql, UUID auctionId, long seq, LotTerms terms) {
        return sql.preparedQuery(
                        "INSERT INTO terms (auction_id, seq, seller, terms, increments)"
                                + " VALUES ($1, $2, $3, $4, $5)")
                .execute(
                        Tuple.of(
                                auctionId,
                                seq,
                                terms.rules().seller(),
                                write(terms.published()),
                                write(terms.rules().increments())))
                .replaceWithVoid();
    }

    private <T> T parse(String text, Class<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("Stored terms are not readable", bug);
        }
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("Terms are not writable", bug);
        }
    }

    /// @param seq the decision that put the terms in force
    record Version(UUID auctionId, long seq) {}
}
