package ecomauction.notification;

import static ecomauction.notification.Auction.paddle;
import static ecomauction.notification.Auction.user;
import static org.assertj.core.api.Assertions.assertThat;

import ecomauction.contracts.bid.BidEvent.LotClosed.Outcome;
import ecomauction.contracts.bid.BidEvent.LotClosed.Reason;
import ecomauction.testkit.StackResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = StackResource.class,
        initArgs = @ResourceArg(name = "database", value = "notification"))
@QuarkusTestResource(Impatience.class)
class NewsIT {

    /// For as long as [Impatience] says.
    private static final String WAITS_FOR_MORE =
            "SELECT count(*) FROM agenda WHERE auction_id = $1 AND key LIKE 'outbid:%'"
                    + " AND due_at >= since + interval '1500 milliseconds'";

    private static final Publisher PUBLISHER = new Publisher();
    private static SmtpGate gate;

    @BeforeAll
    static void open() {
        gate = SmtpGate.open();
    }

    @AfterAll
    static void close() {
        gate.close();
        PUBLISHER.close();
    }

    private static Auction auction(String name) {
        return new Auction(PUBLISHER, name);
    }

    @Test
    void the_winner_and_the_seller_are_told_of_a_sale() {
        var auction =
                auction("Xbox <one>")
                        .published()
                        .joined(user("bidder1"), "bidder 1")
                        .bid("bidder 1", "bidder 1", 12_345);

        auction.sold(user("bidder1"), "bidder 1", 12_345).settled();

        var won = auction.mail("bidder1");
        assertThat(won.subject()).startsWith("You won: Xbox <one>");
        assertThat(won.source())
                .contains("To: bidder1@example.test")
                .contains("multipart/alternative")
                .contains("text/plain")
                .contains("text/html")
                .contains("Hello bidder1,")
                .contains("123.45 USD")
                .contains("Xbox <one>")
                .contains("Xbox &lt;one&gt;")
                .contains("http://localhost:8080/v1/auctions/" + auction.id)
                .containsPattern("Message-ID: <[0-9a-f-]{36}@ecomauction.example>");
        assertThat(auction.mail("seller").subject()).startsWith("Sold: Xbox");
    }

    @Test
    void an_event_that_comes_twice_is_told_once() {
        var auction =
                auction("Twice")
                        .published()
                        .joined(user("bidder1"), "bidder 1")
                        .bid("bidder 1", "bidder 1", 500)
                        .sold(user("bidder1"), "bidder 1", 500)
                        .settled();

        // The same ids, then the same facts under new ids.
        auction.toldAgain().sold(user("bidder1"), "bidder 1", 500).settled();

        assertThat(auction.mails("bidder1")).hasSize(1);
        assertThat(auction.mails("seller")).hasSize(1);
    }

    @Test
    void the_clerk_is_told_for_a_paddle() {
        var auction =
                auction("Vase").published().joined(paddle("P-17"), "P-17").bid("P-17", "P-17", 900);

        auction.sold(paddle("P-17"), "P-17", 900).settled();

        assertThat(auction.mail("clerk").subject()).startsWith("Paddle P-17 won: Vase");
        assertThat(auction.mail("clerk").source()).contains("Paddle P-17 has won");
    }

    @Test
    void the_seller_is_told_why_a_lot_is_not_sold() {
        var lonely = auction("Lonely").published();
        var dear = auction("Dear").published().joined(user("bidder2"), "bidder 1");

        lonely.closed(Outcome.UNSOLD, Reason.NO_BIDS).settled();
        dear.bid("bidder 1", "bidder 1", 700)
                .closed(Outcome.UNSOLD, Reason.RESERVE_NOT_MET)
                .settled();

        assertThat(lonely.mail("seller").subject()).startsWith("Not sold, there were no bids");
        assertThat(dear.mail("seller").subject()).startsWith("Not sold, the reserve was not met");
        assertThat(dear.mails("bidder2")).isEmpty();
    }

    @Test
    void everybody_who_bid_is_told_of_a_cancellation_once() {
        var auction =
                auction("Stolen")
                        .published()
                        .joined(user("bidder1"), "bidder 1")
                        .bid("bidder 1", "bidder 1", 100)
                        .joined(paddle("A"), "A")
                        .bid("A", "A", 300)
                        .joined(paddle("B"), "B")
                        .bid("B", "B", 500);

        auction.cancellationRequested("It is not mine after all.")
                .handled()
                .closed(Outcome.CANCELLED, Reason.CANCELLED)
                .auctionCancelled("It is not mine after all.")
                .settled();

        assertThat(auction.mail("seller").subject()).startsWith("Cancelled: Stolen");
        assertThat(auction.mail("bidder1").source()).contains("It is not mine after all.");
        assertThat(auction.mail("bidder1").source())
                .as("the part in plain text, and the one in HTML")
                .contains("The auction: ", "Show the auction</a>")
                .containsOnlyOnce("<html");
        assertThat(auction.mails("clerk")).hasSize(1);
        assertThat(auction.mails("bidder2")).isEmpty();
    }

    @Test
    void topics_may_arrive_in_any_order() {
        var auction = auction("Late").bid("bidder 1", "bidder 1", 100);

        auction.closed(Outcome.CANCELLED, Reason.CANCELLED)
                .published()
                .joined(user("bidder3"), "bidder 1")
                .handled()
                .auctionCancelled("Broken in transit.")
                .settled();

        assertThat(auction.mail("bidder3").source()).contains("Broken in transit.");
        assertThat(auction.mails("seller")).hasSize(1);
    }

    @Test
    void a_listing_that_is_known_last_of_all_is_told_as_well() {
        var auction = auction("Buried").cancellationRequested("A scratch.");

        auction.closed(Outcome.CANCELLED, Reason.CANCELLED)
                .auctionCancelled("A scratch.")
                .handled()
                .published()
                .settled();

        assertThat(auction.mail("seller").source()).contains("A scratch.");
    }

    @Test
    void whoever_is_outbid_again_and_again_gets_one_mail_with_the_newest_state() {
        var auction =
                auction("Duel")
                        .joined(user("bidder1"), "bidder 1")
                        .bid("bidder 1", "bidder 1", 1_000)
                        .joined(user("bidder2"), "bidder 2");

        auction.bid("bidder 2", "bidder 2", 2_000).outbid(user("bidder1"), 2_000).handled();
        assertThat(Database.count(WAITS_FOR_MORE, auction.id)).isEqualTo(1);

        // Nothing is told without a title, so it comes last: however long the rest takes to arrive.
        auction.bid("bidder 1", "bidder 1", 3_000)
                .outbid(user("bidder2"), 3_000)
                .bid("bidder 2", "bidder 2", 4_000)
                .outbid(user("bidder1"), 4_000)
                .bid("bidder 1", "bidder 2", 4_567)
                .handled()
                .published()
                .settled();

        var mail = auction.mail("bidder1");
        assertThat(mail.subject()).startsWith("You were outbid: Duel");
        assertThat(mail.source())
                .contains("45.67 USD")
                .contains("46.67 USD")
                .doesNotContain("40.00");
        // Bidder 2 leads by now, so that one is not told at all.
        assertThat(auction.mails("bidder2")).isEmpty();
    }

    @Test
    void nobody_is_told_of_being_outbid_when_it_is_over() {
        var auction =
                auction("Over")
                        .joined(user("bidder1"), "bidder 1")
                        .bid("bidder 1", "bidder 1", 1_000)
                        .joined(user("bidder2"), "bidder 2");

        // Without a title nothing is told: not before the end is known as well.
        auction.bid("bidder 2", "bidder 2", 2_000)
                .outbid(user("bidder1"), 2_000)
                .sold(user("bidder2"), "bidder 2", 2_000)
                .handled()
                .published()
                .settled();

        assertThat(auction.mails("bidder1")).isEmpty();
        assertThat(auction.mail("bidder2").subject()).startsWith("You won");
    }

    @Test
    void those_who_bid_early_are_told_once_that_it_ends_soon() {
        var auction =
                auction("Soon")
                        .endingIn(Duration.ofMinutes(14))
                        .published()
                        .joined(user("bidder4"), "bidder 1", Duration.ofMinutes(20))
                        .joined(user("bidder5"), "bidder 2", Duration.ofSeconds(5))
                        .bid("bidder 1", "bidder 1", 1_000);

        auction.settled().extendedBy(Duration.ofMinutes(30)).bid("bidder 1", "bidder 1", 2_000);

        auction.settled();
        assertThat(auction.mail("bidder4").subject()).startsWith("Ending soon: Soon");
        assertThat(auction.mails("bidder5")).isEmpty();
    }
}
