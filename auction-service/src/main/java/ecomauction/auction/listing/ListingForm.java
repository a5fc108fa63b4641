package ecomauction.auction.listing;

import ecomauction.auction.listing.rules.Findings;
import ecomauction.auction.listing.rules.Listing;
import ecomauction.auction.listing.rules.Violation;
import ecomauction.contracts.Money;
import ecomauction.contracts.auction.AuctionTerms.BuyNowPolicy;
import ecomauction.contracts.auction.AuctionTerms.Format;
import ecomauction.contracts.auction.AuctionTerms.SoftClose;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Makes a [Listing] of a [Draft], or tells everything that is wrong with its form.
final class ListingForm {

    private static final Duration LONGEST_WINDOW = Duration.ofDays(1);
    private static final Duration LONGEST_HARD_END = Duration.ofDays(90);
    private static final int MOST_EXTENSIONS = 1000;
    private static final Pattern CATEGORY = Pattern.compile("(?=.{1,60}$)[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern TABLE = Pattern.compile("[A-Za-z0-9_-]{1,40}");

    private final Findings findings = new Findings();
    private final Fields fields = new Fields(findings);
    private final Draft draft;

    private ListingForm(Draft draft) {
        this.draft = draft;
    }

    sealed interface Result {}

    record Valid(Listing listing) implements Result {}

    record Invalid(List<Violation> violations) implements Result {}

    static Result read(Draft draft) {
        return new ListingForm(draft).read();
    }

    private Result read() {
        var title = fields.text("title", draft.title(), 3, 120);
        var description = fields.text("description", draft.description(), 0, 10_000);
        var category =
                fields.matching(
                        "category",
                        draft.category(),
                        CATEGORY,
                        "a slug such as game-consoles, at most 60 characters");
        var format = fields.oneOf("format", draft.format(), Format.class);
        var start = required("startPrice", fields.money("startPrice", draft.startPrice()));
        var reserve = fields.money("reservePrice", draft.reservePrice());
        var buyNow = fields.money("buyNowPrice", draft.buyNowPrice());
        sameCurrency("reservePrice", start, reserve);
        sameCurrency("buyNowPrice", start, buyNow);
        var policy =
                draft.buyNowPolicy() == null
                        ? null
                        : fields.oneOf("buyNowPolicy", draft.buyNowPolicy(), BuyNowPolicy.class);
        var percent = percent();
        if (draft.buyNowPolicy() != null && draft.buyNowPrice() == null) {
            findings.add("buyNowPolicy", "only with a buyNowPrice");
        }
        var startsAt =
                draft.startsAt() == null ? null : fields.instant("startsAt", draft.startsAt());
        var endsAt = fields.instant("endsAt", draft.endsAt());
        var softClose = softClose();
        var table =
                draft.incrementTable() == null
                        ? null
                        : fields.matching(
                                "incrementTable",
                                draft.incrementTable(),
                                TABLE,
                                "the name of an increment table");
        if (!findings.violations().isEmpty()) {
            return new Invalid(findings.violations());
        }
        return new Valid(
                new Listing(
                        checked(title),
                        checked(description),
                        checked(category),
                        checked(format),
                        checked(start),
                        reserve,
                        buyNow,
                        policy,
                        percent,
                        startsAt,
                        checked(endsAt),
                        softClose,
                        table));
    }

    private @Nullable Money required(String field, @Nullable Money money) {
        if (draft.startPrice() == null) {
            findings.add(field, "is required");
        }
        return money;
    }

    private void sameCurrency(String field, @Nullable Money start, @Nullable Money other) {
        if (start != null && other != null && !start.currency().equals(other.currency())) {
            findings.add(
                    field + ".currency",
                    Findings.CURRENCY_MISMATCH,
                    "the currency of the start price, " + start.currency());
        }
    }

    private @Nullable Integer percent() {
        var wanted = BuyNowPolicy.UNTIL_PRICE_PCT.name().equals(draft.buyNowPolicy());
        if (!wanted && draft.buyNowPercent() == null) {
            return null;
        }
        if (!wanted) {
            findings.add("buyNowPercent", "only with the policy UNTIL_PRICE_PCT");
        }
        return fields.whole("buyNowPercent", draft.buyNowPercent(), 1, 100);
    }

    private @Nullable SoftClose softClose() {
        var soft = draft.softClose();
        if (soft == null) {
            return null;
        }
        var window = fields.duration("softClose.window", soft.window(), LONGEST_WINDOW);
        var extension = fields.duration("softClose.extension", soft.extension(), LONGEST_WINDOW);
        var mode =
                soft.mode() == null
                        ? SoftClose.Mode.FROM_BID
                        : fields.oneOf("softClose.mode", soft.mode(), SoftClose.Mode.class);
        var most =
                soft.maxExtensions() == null
                        ? Integer.valueOf(MOST_EXTENSIONS)
                        : fields.whole(
                                "softClose.maxExtensions",
                                soft.maxExtensions(),
                                1,
                                MOST_EXTENSIONS);
        var hardEnd =
                soft.hardEnd() == null
                        ? LONGEST_WINDOW
                        : fields.duration("softClose.hardEnd", soft.hardEnd(), LONGEST_HARD_END);
        if (window == null
                || extension == null
                || mode == null
                || most == null
                || hardEnd == null) {
            return null;
        }
        if (hardEnd.compareTo(extension) < 0) {
            findings.add("softClose.hardEnd", "not shorter than the extension");
        }
        return new SoftClose(window, extension, mode, most, hardEnd);
    }

    /// Null would have been a finding.
    private static <T> T checked(@Nullable T value) {
        return Objects.requireNonNull(value);
    }
}
