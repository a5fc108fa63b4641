package ecomauction.notification.news;

import static java.util.stream.Collectors.toCollection;

import ecomauction.notification.audience.Bidders.Participant;
import ecomauction.notification.news.Occasion.Outbid;
import ecomauction.notification.notices.News;
import ecomauction.notification.notices.Notice;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Who is told what. Plain decisions, no I/O.
final class Tidings {

    private final Duration endingSoon;

    Tidings(Duration endingSoon) {
        this.endingSoon = endingSoon;
    }

    Decision decide(Occasion occasion, Facts facts) {
        var id = facts.auctionId();
        var title = facts.listing().title();
        return switch (occasion) {
            case Occasion.Won(var winner, var price) ->
                    tell(
                            "won:" + id,
                            winner.userId(),
                            new News.Won(id, title, price, winner.paddle()));
            case Occasion.Sold(var seller, var price) ->
                    tell("sold:" + id, seller, new News.Sold(id, title, price));
            case Occasion.Unsold(var anyBids) ->
                    tell(
                            "unsold:" + id,
                            facts.listing().seller(),
                            new News.Unsold(id, title, anyBids));
            case Occasion.Cancelled(var reason) -> cancelled(reason, facts);
            case Outbid outbid -> outbid(outbid, facts);
            case Occasion.EndingSoon() -> endingSoon(facts);
        };
    }

    /// Only with the lot's last word is it certain who has bid.
    private static Decision cancelled(@Nullable String reason, Facts facts) {
        if (!facts.lot().closed()) {
            return Decision.later();
        }
        var news = new News.Cancelled(facts.auctionId(), facts.listing().title(), reason);
        var seller = Stream.of(facts.listing().seller());
        var users = Stream.concat(seller, users(facts, everybody -> true));
        return tellAll("cancelled:" + facts.auctionId(), users, news, facts.allKnown());
    }

    /// Nobody is told of yesterday's state: not who leads again, not after the end.
    private static Decision outbid(Outbid outbid, Facts facts) {
        var lot = facts.lot();
        if (lot.seq() < outbid.seq()) {
            return Decision.later();
        }
        var price = lot.price();
        var minNext = lot.minNext();
        var endsAt = lot.endsAt();
        if (lot.closed()
                || price == null
                || minNext == null
                || endsAt == null
                || !facts.now().isBefore(endsAt)
                || lot.leader() != null && lot.leader().equals(outbid.alias())) {
            return Decision.nothing();
        }
        return tell(
                "outbid:" + outbid.event(),
                outbid.bidder().userId(),
                new News.Outbid(
                        facts.auctionId(),
                        facts.listing().title(),
                        price,
                        minNext,
                        endsAt,
                        outbid.bidder().paddle()));
    }

    /// Who joins later than that knows when it ends.
    private Decision endingSoon(Facts facts) {
        var lot = facts.lot();
        var price = lot.price();
        var endsAt = lot.endsAt();
        if (lot.closed() || price == null || endsAt == null || !facts.now().isBefore(endsAt)) {
            return Decision.nothing();
        }
        var soon = endsAt.minus(endingSoon);
        return tellAll(
                "ending-soon:" + facts.auctionId(),
                users(facts, participant -> !participant.joinedAt().isAfter(soon)),
                new News.EndingSoon(facts.auctionId(), facts.listing().title(), price, endsAt),
                facts.allKnown());
    }

    private static Stream<String> users(Facts facts, Predicate<Participant> concerned) {
        return facts.participants().stream().filter(concerned).map(Participant::userId);
    }

    private static Decision tell(String key, String userId, News news) {
        return new Decision(List.of(new Notice(key, userId, news)), true);
    }

    /// A clerk may have entered the bids of many paddles, and is told once.
    private static Decision tellAll(String key, Stream<String> users, News news, boolean complete) {
        var distinct = users.collect(toCollection(LinkedHashSet::new));
        return new Decision(
                distinct.stream().map(user -> new Notice(key, user, news)).toList(), complete);
    }
}
