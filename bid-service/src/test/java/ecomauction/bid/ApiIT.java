package ecomauction.bid;

import ecomauction.testkit.Fuzz;
import ecomauction.testkit.OpenApiFile;
import ecomauction.testkit.RoleMatrix;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestStack
class ApiIT {

    private static final String SIMULATE = "POST /v1/rules/simulate";

    @Test
    void is_documented_as_committed() {
        OpenApiFile.check(Api.base(), Path.of("src/main/openapi/openapi.yaml"));
    }

    @Test
    void lets_in_whom_the_table_names_and_nobody_else() {
        RoleMatrix.at(Api.base(), "/roles.txt").check();
    }

    @Test
    void never_breaks_on_odd_requests() {
        Fuzz.at(Api.base(), "/roles.txt").rounds(300).bodyLimit(SIMULATE, 1 << 20).check();
    }

    @Test
    void never_breaks_on_odd_requests_for_a_lot_that_there_is() {
        var lot = Auctions.terms().buyNow(8_000).endsIn(Duration.ofDays(2)).publish();
        Api.bid("bidder2", lot, 1_500);

        Fuzz.at(Api.base(), "/roles.txt")
                .rounds(150)
                .bodyLimit(SIMULATE, 1 << 20)
                .using("auctionId", lot.toString())
                .using("seq", "1")
                .using("number", "1")
                .check();
    }
}
