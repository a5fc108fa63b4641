package ecomauction.demo.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ecomauction.demo.replay.RecordedAuction.RecordedBid;
import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;

class RecordedAuctionTest {

    @Test
    void has_all_auctions_and_bids_of_the_data_set() throws Exception {
        var auctions = RecordedAuction.all();

        assertThat(auctions).hasSize(149);
        assertThat(auctions.stream().mapToInt(auction -> auction.bids().size()).sum())
                .isEqualTo(2_811);
        assertThat(auctions.stream().filter(auction -> auction.reserve() != null)).hasSize(4);
    }

    @Test
    void keeps_the_order_of_the_bids_and_reads_dollars_as_cents() throws Exception {
        var first = RecordedAuction.all().getFirst();

        assertThat(first.id()).isEqualTo("8213034705");
        assertThat(first.item()).isEqualTo("Xbox game console");
        assertThat(first.openingBid()).isEqualTo(95_00);
        assertThat(first.finalPrice()).isEqualTo(117_50);
        assertThat(first.bids())
                .startsWith(
                        new RecordedBid("bidder-0001", 95_00),
                        new RecordedBid("bidder-0002", 115_00));
    }

    @Test
    void refuses_another_file() {
        assertThatThrownBy(() -> RecordedAuction.read(new StringReader("a,b,c\n1,2,3\n")))
                .isInstanceOf(IOException.class);
    }
}
