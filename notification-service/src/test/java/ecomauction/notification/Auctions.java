package ecomauction.notification;

import ecomauction.contracts.Money;
import ecomauction.contracts.UuidV7;
import ecomauction.contracts.auction.AuctionEvent.AuctionPublished;
import ecomauction.contracts.auction.AuctionTerms;
import ecomauction.contracts.bid.BidEvent.BidAccepted;
import ecomauction.contracts.bid.BidEvent.LotClosed;
import ecomauction.contracts.bid.PrivateBidEvent.Bidder;
import ecomauction.contracts.bid.PrivateBidEvent.BidderJoined;
import ecomauction.contracts.bid.PrivateBidEvent.BidderOutbid;
import ecomauction.contracts.bid.PrivateBidEvent.LotSold;
import ecomauction.contracts.bid.PrivateBidEvent.LotWon;
import ecomauction.testkit.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An auction whose events a test tells, one by one.
final class Auctions {

    final UUID id = UuidV7.next();
    final String title;
    private final Publisher publisher;
    private long seq;
    Instant endsAt = Instant.now().plus(Duration.ofHours(2));

    Auctions(Publisher publisher, String title) {
        this.publisher = publisher;
        this.title = title + " " + id;
    }

    static Money usd(long cents) {
        return new Money(cents, "USD");
    }

    static Bidder bidder(String user) {
        return new Bidder(Tokens.subject(user), null);
    }

    Auctions published() {
        publisher.send(
                id,
                new AuctionPublished(
                        id, 1, Tokens.subject("seller"), title, "games", terms(), Instant.now()));
        return this;
    }

    private AuctionTerms terms() {
        return new AuctionTerms(
                AuctionTerms.Format.ENGLISH,
                usd(100),
                null,
                null,
                null,
                null,
                Instant.now(),
                endsAt,
                null,
                "USD",
                1);
    }

    Auctions joined(Bidder bidder, String alias) {
        return joined(bidder, alias, Instant.now());
    }

    Auctions joined(Bidder bidder, String alias, Instant at) {
        publisher.send(id, new BidderJoined(id, seq + 1, bidder, alias, at));
        return this;
    }

    Auctions bid(String alias, String leader, long price) {
        seq++;
        publisher.send(
                id,
                seq,
                new BidAccepted(
                        id,
                        seq,
                        BidAccepted.Kind.LEADING,
                        alias,
                        leader,
                        usd(price),
                        usd(price + 100),
                        (int) seq,
                        true,
                        endsAt,
                        Instant.now()));
        return this;
    }

    Auctions outbid(Bidder bidder, long price) {
        publisher.send(
                id,
                new BidderOutbid(
                        id, seq, bidder, usd(price), usd(price + 100), endsAt, Instant.now()));
        return this;
    }

    Auctions closed(LotClosed.Outcome outcome, LotClosed.Reason reason) {
        return closed(outcome, reason, null, null);
    }

    private Auctions closed(
            LotClosed.Outcome outcome,
            LotClosed.Reason reason,
            @Nullable String winner,
            @Nullable Money price) {
        seq++;
        publisher.send(
                id,
                seq,
                new LotClosed(id, seq, outcome, reason, winner, price, 3, "00", Instant.now()));
        return this;
    }

    Auctions sold(Bidder winner, String alias, long price) {
        closed(LotClosed.Outcome.SOLD, LotClosed.Reason.HAMMER, alias, usd(price));
        publisher.send(id, new LotWon(id, seq, winner, usd(price), Instant.now()));
        publisher.send(
                id,
                new LotSold(id, seq, Tokens.subject("seller"), winner, usd(price), Instant.now()));
        return this;
    }
}
