package ecomauction.bid;

import ecomauction.testkit.HouseRule;
import ecomauction.testkit.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

    @Test
    void are_kept() {
        HouseRules.of("ecomauction.bid")
                .except(HouseRule.NO_BLOCKING, "Gathering", "its batches are no caller's chain")
                .except(HouseRule.NO_BLOCKING, "BidShard", "nobody waits for a broken connection")
                .except(HouseRule.NO_BLOCKING, "LiveLots", "what it reads goes to many watchers")
                .except(HouseRule.NO_BLOCKING, "ClosingJob", "its timer is nobody's chain")
                .check();
    }
}
