package ecomauction.notification;

import static ecomauction.notification.Auctions.bidder;
import static org.assertj.core.api.Assertions.assertThat;

import ecomauction.testkit.Mails;
import ecomauction.testkit.StackResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = StackResource.class,
        initArgs = @ResourceArg(name = "database", value = "notification"))
class NewsIT {

    private static final Publisher PUBLISHER = new Publisher();

    @AfterAll
    static void close() {
        PUBLISHER.close();
    }

    @Test
    void the_winner_and_the_seller_are_told_of_a_sale() {
        var auction = new Auctions(PUBLISHER, "Xbox").published();

        auction.joined(bidder("bidder1"), "bidder 1")
                .bid("bidder 1", "bidder 1", 12_345)
                .sold(bidder("bidder1"), "bidder 1", 12_345);

        var won = Mails.of("bidder1").await(mail -> mail.subject().contains(auction.title));
        assertThat(won.subject()).startsWith("You won: Xbox");
        assertThat(won.source())
                .contains("123.45 USD")
                .contains("text/plain")
                .contains("text/html");
        var sold = Mails.of("seller").await(mail -> mail.subject().contains(auction.title));
        assertThat(sold.subject()).startsWith("Sold: Xbox");
    }
}
