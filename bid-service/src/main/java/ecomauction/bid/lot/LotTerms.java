package ecomauction.bid.lot;

import ecomauction.bid.log.CanonicalJson;
import ecomauction.bid.rules.Increments;
import ecomauction.bid.rules.Terms;
import ecomauction.bid.rules.Terms.BuyNow;
import ecomauction.bid.rules.Terms.SoftClose;
import ecomauction.contracts.Money;
import ecomauction.contracts.auction.AuctionTerms;
import ecomauction.contracts.auction.AuctionTerms.BuyNowPolicy;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The terms as they were published, and as the rules use them.
public record LotTerms(AuctionTerms published, Terms rules) {

    public static LotTerms of(String seller, AuctionTerms terms, Increments increments) {
        return new LotTerms(
                terms,
                new Terms(
                        seller,
                        terms.startPrice().currency(),
                        terms.startPrice().amount(),
                        buyNow(terms),
                        terms.startsAt(),
                        terms.endsAt(),
                        softClose(terms),
                        increments));
    }

    public Money money(long amount) {
        return new Money(amount, rules.currency());
    }

    public @Nullable Long reserve() {
        var reserve = published.reservePrice();
        return reserve == null ? null : reserve.amount();
    }

    /// Whether only the reserve differs.
    boolean sameButReserve(LotTerms other) {
        return rules.equals(other.rules);
    }

    AuctionTerms publishedWithReserve(@Nullable Long reserve) {
        return new AuctionTerms(
                published.format(),
                published.startPrice(),
                reserve == null ? null : money(reserve),
                published.buyNowPrice(),
                published.buyNowPolicy(),
                published.buyNowPercent(),
                published.startsAt(),
                published.endsAt(),
                published.softClose(),
                published.incrementTable(),
                published.incrementTableVersion());
    }

    String canonical(@Nullable String reserveCommitment) {
        var offer = rules.buyNow();
        var soft = rules.softClose();
        return new CanonicalJson()
                .put("format", published.format().name())
                .put("currency", rules.currency())
                .put("startPrice", rules.startPrice())
                .put("reserveCommitment", reserveCommitment)
                .put("buyNowPrice", offer == null ? null : (Long) offer.price())
                .put("buyNowPolicy", offer == null ? null : offer.policy().name())
                .put("buyNowPercent", offer == null ? null : (Long) (long) offer.percent())
                .put("startsAt", rules.startsAt())
                .put("endsAt", rules.endsAt())
                .put("hardEnd", soft == null ? null : soft.hardEnd())
                .putJson("softClose", soft == null ? null : canonical(soft))
                .put("incrementTable", rules.increments().name())
                .putJson("increments", canonical(rules.increments()))
                .toString();
    }

    private static String canonical(SoftClose soft) {
        return new CanonicalJson()
                .put("windowMillis", soft.window().toMillis())
                .put("extensionMillis", soft.extension().toMillis())
                .put("mode", soft.mode().name())
                .put("maxExtensions", (long) soft.maxExtensions())
                .toString();
    }

    private static String canonical(Increments increments) {
        return increments.tiers().stream()
                .map(tier -> "[" + tier.from() + "," + tier.increment() + "]")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static @Nullable BuyNow buyNow(AuctionTerms terms) {
        var price = terms.buyNowPrice();
        if (price == null) {
            return null;
        }
        var policy = terms.buyNowPolicy();
        if (policy == null) {
            policy =
                    terms.reservePrice() == null
                            ? BuyNowPolicy.UNTIL_FIRST_BID
                            : BuyNowPolicy.UNTIL_RESERVE_MET;
        }
        var percent = terms.buyNowPercent();
        return new BuyNow(
                price.amount(),
                BuyNow.Policy.valueOf(policy.name()),
                percent == null ? 100 : percent);
    }

    private static @Nullable SoftClose softClose(AuctionTerms terms) {
        var soft = terms.softClose();
        return soft == null
                ? null
                : new SoftClose(
                        soft.window(),
                        soft.extension(),
                        SoftClose.Mode.valueOf(soft.mode().name()),
                        soft.maxExtensions(),
                        terms.endsAt().plus(soft.hardEnd()));
    }
}
