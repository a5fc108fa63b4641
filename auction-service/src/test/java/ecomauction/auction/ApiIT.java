package ecomauction.auction;

import static org.assertj.core.api.Assertions.assertThat;

import ecomauction.testkit.CanaryScan;
import ecomauction.testkit.Fuzz;
import ecomauction.testkit.OpenApiFile;
import ecomauction.testkit.RoleMatrix;
import ecomauction.testkit.StackResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = StackResource.class,
        initArgs = @ResourceArg(name = "database", value = "auction"))
class ApiIT {

    @Test
    void is_documented() {
        OpenApiFile.check(Api.base(), Path.of("src/main/openapi/openapi.yaml"));
    }

    @Test
    void every_role_may_what_the_table_says() {
        RoleMatrix.at(Api.base(), "/roles.txt").check();
    }

    @Test
    void odd_requests_are_refused_properly() {
        Fuzz.at(Api.base(), "/roles.txt").rounds(150).check();
    }

    @Test
    void odd_requests_for_an_auction_that_there_is_are_refused_properly() {
        var published = Listings.published(Listings.in(Duration.ofDays(3)));

        Fuzz.at(Api.base(), "/roles.txt")
                .rounds(150)
                .using("id", published.id())
                .using("If-Match", "\"2\"")
                .check();
    }

    @Test
    void the_reserve_is_never_shown() {
        // So long that no measurement is the same by chance.
        var canary = 5_432_179;
        var body =
                Listings.with(
                        """
                        {"title": "Canary",
                         "reservePrice": {"amount": %d, "currency": "USD"}}
                        """
                                .formatted(canary));
        var draft = Listings.draft(body);
        var published = Listings.published(body);
        var id = published.id();

        var scan = CanaryScan.of(canary);
        for (var user : new String[] {"seller", "seller2", "operator", "bidder1", "clerk"}) {
            scan.text("read as " + user, Api.as(user).read(id).text());
            scan.text("list as " + user, Api.as(user).get("/v1/auctions?q=canary").text());
        }
        scan.text("own draft", draft.text())
                .text("publication", published.text())
                .text("anonymous", Api.anonymous().read(id).text())
                .text("change", Api.as("seller").patch(id, "\"2\"", "{\"title\": \"Ca\"}").text())
                .text("change", Api.as("seller").patch(id, "\"2\"", "{\"title\": \"C 2\"}").text())
                .text("cancellation", Api.as("seller").cancel(id, "").text())
                .text("too low", tooLow(body))
                .url(Api.base().resolve("/q/metrics"))
                .check();
        assertThat(published.json().path("hasReserve").asBoolean()).isTrue();
    }

    private static String tooLow(String body) {
        return Api.as("seller").post("/v1/auctions", body.replace("10000", "9999999")).text();
    }
}
