package ecomauction.notification;

import ecomauction.testkit.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

    @Test
    void hold() {
        HouseRules.check("ecomauction.notification");
    }
}
