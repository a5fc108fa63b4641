package ecomauction.notification;

import static org.assertj.core.api.Assertions.assertThat;

import ecomauction.contracts.Event;
import ecomauction.contracts.Money;
import ecomauction.contracts.Topic;
import ecomauction.contracts.Topics;
import ecomauction.contracts.UuidV7;
import ecomauction.contracts.auction.AuctionEvent.AuctionCancelled;
import ecomauction.contracts.auction.AuctionEvent.AuctionPublished;
import ecomauction.contracts.auction.AuctionEvent.CancellationRequested;
import ecomauction.contracts.auction.AuctionTerms;
import ecomauction.contracts.bid.BidEvent.BidAccepted;
import ecomauction.contracts.bid.BidEvent.LotClosed;
import ecomauction.contracts.bid.BidEvent.LotClosed.Outcome;
import ecomauction.contracts.bid.BidEvent.LotClosed.Reason;
import ecomauction.contracts.bid.BidEvent.LotExtended;
import ecomauction.contracts.bid.PrivateBidEvent.Bidder;
import ecomauction.contracts.bid.PrivateBidEvent.BidderJoined;
import ecomauction.contracts.bid.PrivateBidEvent.BidderOutbid;
import ecomauction.contracts.bid.PrivateBidEvent.LotSold;
import ecomauction.contracts.bid.PrivateBidEvent.LotWon;
import ecomauction.testkit.Mails;
import ecomauction.testkit.Mails.Mail;
import ecomauction.testkit.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An auction whose events a test tells, one by one, as the other services would.
final class Auction {

    final UUID id = UuidV7.next();
    final String title;
    private final Publisher publisher;
    private final List<Event> told = new ArrayList<>();
    private Instant endsAt = Instant.now().plus(Duration.ofHours(2));
    private long seq;

    Auction(Publisher publisher, String name) {
        this.publisher = publisher;
        this.title = name + " " + id;
    }

    static Money usd(long cents) {
        return new Money(cents, "USD");
    }

    static Bidder user(String name) {
        return new Bidder(Tokens.subject(name), null);
    }

    static Bidder paddle(String paddle) {
        return new Bidder(Tokens.subject("clerk"), paddle);
    }

    Auction endingIn(Duration time) {
        endsAt = Instant.now().plus(time);
        return this;
    }

    Auction published() {
        var terms =
                new AuctionTerms(
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
        return tell(
                Topics.AUCTION_EVENTS,
                new AuctionPublished(
                        id, 1, Tokens.subject("seller"), title, "games", terms, Instant.now()));
    }

    Auction cancellationRequested(String reason) {
        return tell(
                Topics.AUCTION_EVENTS,
                new CancellationRequested(id, 2, false, reason, Instant.now()));
    }

    Auction auctionCancelled(String reason) {
        return tell(Topics.AUCTION_EVENTS, new AuctionCancelled(id, 3, reason, Instant.now()));
    }

    Auction joined(Bidder bidder, String alias) {
        return joined(bidder, alias, Duration.ZERO);
    }

    Auction joined(Bidder bidder, String alias, Duration ago) {
        return tell(
                Topics.BID_PRIVATE,
                new BidderJoined(id, seq + 1, bidder, alias, Instant.now().minus(ago)));
    }

    Auction bid(String alias, String leader, long price) {
        seq++;
        return tell(
                Topics.BID_EVENTS,
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
    }

    Auction extendedBy(Duration time) {
        endsAt = endsAt.plus(time);
        return tell(Topics.BID_EVENTS, new LotExtended(id, seq, endsAt, 1, Instant.now()));
    }

    Auction outbid(Bidder bidder, long price) {
        return tell(
                Topics.BID_PRIVATE,
                new BidderOutbid(
                        id, seq, bidder, usd(price), usd(price + 100), endsAt, Instant.now()));
    }

    Auction closed(Outcome outcome, Reason reason) {
        return closed(outcome, reason, null, null);
    }

    Auction sold(Bidder winner, String alias, long price) {
        closed(Outcome.SOLD, Reason.HAMMER, alias, usd(price));
        tell(Topics.BID_PRIVATE, new LotWon(id, seq, winner, usd(price), Instant.now()));
        return tell(
                Topics.BID_PRIVATE,
                new LotSold(id, seq, Tokens.subject("seller"), winner, usd(price), Instant.now()));
    }

    private Auction closed(
            Outcome outcome, Reason reason, @Nullable String winner, @Nullable Money price) {
        seq++;
        return tell(
                Topics.BID_EVENTS,
                new LotClosed(id, seq, outcome, reason, winner, price, 3, "00", Instant.now()));
    }

    private <E> Auction tell(Topic<E> topic, E body) {
        var event = topic.event(id, seq, body);
        told.add(event);
        publisher.send(event);
        return this;
    }

    /// Kafka may deliver anything twice.
    Auction toldAgain() {
        List.copyOf(told).forEach(publisher::send);
        return this;
    }

    /// Until everything is read: topics are read each at its own pace.
    Auction handled() {
        Database.awaitHandled(events());
        return this;
    }

    /// Until everything is read, decided and delivered.
    Auction settled() {
        handled();
        Database.awaitDecided(id);
        Database.awaitSent(id);
        return this;
    }

    List<UUID> events() {
        return told.stream().map(Event::id).toList();
    }

    List<Mail> mails(String user) {
        return Mails.of(user).all().stream()
                .filter(mail -> mail.subject().contains(title))
                .toList();
    }

    Mail mail(String user) {
        var mails = mails(user);
        assertThat(mails).as("mails for " + user).hasSize(1);
        return mails.getFirst();
    }
}
