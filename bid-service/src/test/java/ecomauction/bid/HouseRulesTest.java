package ecomauction.bid;

import ecomauction.testkit.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

    @Test
    void are_kept() {
        HouseRules.check("ecomauction.bid");
    }
}
