package ecomauction.auction.listing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ecomauction.auction.listing.rules.Listing;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Merges a change into a listing (RFC 7396): what is left out stays, null takes away.
@ApplicationScoped
class ListingPatch {

    private static final List<String> OF_BUY_NOW = List.of("buyNowPolicy", "buyNowPercent");

    private final ObjectMapper json;

    ListingPatch(ObjectMapper json) {
        this.json = json;
    }

    /// Throws what a body of a wrong form gives.
    void check(ObjectNode change) throws JsonProcessingException {
        json.treeToValue(change, Draft.class);
    }

    Draft apply(Listing listing, ObjectNode change) {
        ObjectNode merged = json.valueToTree(listing);
        merge(merged, change);
        if (merged.path("buyNowPrice").isNull()) {
            // They were settled at publication; nobody has to take them away one by one.
            OF_BUY_NOW.stream().filter(name -> !change.has(name)).forEach(merged::putNull);
        }
        try {
            return json.treeToValue(merged, Draft.class);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("A checked change does not fit", bug);
        }
    }

    private static void merge(ObjectNode target, ObjectNode change) {
        for (var field : change.properties()) {
            if (field.getValue() instanceof ObjectNode part
                    && target.get(field.getKey()) instanceof ObjectNode whole) {
                merge(whole, part);
            } else {
                target.set(field.getKey(), field.getValue());
            }
        }
    }
}
