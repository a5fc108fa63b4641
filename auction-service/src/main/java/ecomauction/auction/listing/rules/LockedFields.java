package ecomauction.auction.listing.rules;

import ecomauction.contracts.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// After the first bid a listing stays as it is, but for two things: text may be added to the
/// description, and the reserve may be lowered or removed.
final class LockedFields {

    private static final List<Field> LOCKED =
            List.of(
                    new Field("title", Listing::title),
                    new Field("category", Listing::category),
                    new Field("format", Listing::format),
                    new Field("startPrice", Listing::startPrice),
                    new Field("buyNowPrice", Listing::buyNowPrice),
                    new Field("buyNowPolicy", Listing::buyNowPolicy),
                    new Field("buyNowPercent", Listing::buyNowPercent),
                    new Field("startsAt", Listing::startsAt),
                    new Field("endsAt", Listing::endsAt),
                    new Field("softClose", Listing::softClose),
                    new Field("incrementTable", Listing::incrementTable));

    private LockedFields() {}

    /// @param price what stands now: a lowered reserve must be above it
    static List<String> of(Listing inForce, Listing wished, @Nullable Long price) {
        var locked = new ArrayList<String>();
        for (var field : LOCKED) {
            if (!Objects.equals(field.value.apply(inForce), field.value.apply(wished))) {
                locked.add(field.name);
            }
        }
        if (!wished.description().startsWith(inForce.description())) {
            locked.add("description");
        }
        if (!mayBecome(inForce.reservePrice(), wished.reservePrice(), price)) {
            locked.add("reservePrice");
        }
        return locked;
    }

    private static boolean mayBecome(
            @Nullable Money reserve, @Nullable Money wished, @Nullable Long price) {
        if (Objects.equals(reserve, wished)) {
            return true;
        }
        if (reserve == null || wished == null) {
            return reserve != null;
        }
        return wished.currency().equals(reserve.currency())
                && wished.amount() < reserve.amount()
                && (price == null || wished.amount() > price);
    }

    private record Field(String name, Function<Listing, @Nullable Object> value) {}
}
