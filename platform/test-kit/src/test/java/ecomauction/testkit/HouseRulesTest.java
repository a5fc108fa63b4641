package ecomauction.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import ecomauction.testkit.HouseRules.Fault;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every rule meets the violations that are planted for it, each with allowed look-alikes beside.
class HouseRulesTest {

    private static final String PLANTED = "ecomauction.planted.";

    @Test
    void pass_on_clean_code() {
        assertThatCode(rules(PLANTED + "clean")::check).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("violations")
    void find_each_planted_violation_and_nothing_else(
            HouseRule rule, String root, Set<String> guilty) {
        var faults = rules(root).faults();

        assertThat(faults).extracting(Fault::rule).containsOnly(rule);
        assertThat(faults.stream().map(Fault::type)).containsAll(guilty).isSubsetOf(guilty);
    }

    static Stream<Arguments> violations() {
        return Stream.of(
                arguments(HouseRule.NOT_EMPTY, PLANTED + "nowhere", Set.of(PLANTED + "nowhere")),
                arguments(HouseRule.NO_CYCLES, PLANTED + "cycle", Set.of(PLANTED + "cycle")),
                arguments(
                        HouseRule.PURE_RULES,
                        PLANTED + "impure",
                        Set.of("JudgeAsBean", "JudgeByReactive", "JudgeByDatabase", "JudgeByHttp")),
                arguments(
                        HouseRule.LAYERS,
                        PLANTED + "layers",
                        Set.of("PlaceBidOverHttp", "ClosingJob", "ListenResource")),
                arguments(HouseRule.SERVED, PLANTED + "served", Set.of("LotResource")),
                arguments(
                        HouseRule.NAMES,
                        PLANTED + "names",
                        Set.of(
                                "BidManager",
                                "PlaceBidImpl",
                                "BidService",
                                "MoneyUtils",
                                "BaseBid",
                                "AbstractLot")),
                arguments(HouseRule.NEIGHBOURS, PLANTED + "neighbours", Set.of("Peeping")),
                arguments(
                        HouseRule.TRANSACTIONS,
                        PLANTED + "transactions",
                        Set.of("OpenByPool", "OpenByHand", "ClosingJob", "LotResource")),
                arguments(
                        HouseRule.USE_CASES,
                        PLANTED + "usecases",
                        Set.of("PlaceBid", "RetractBid", "RaiseBid")),
                arguments(
                        HouseRule.NO_BLOCKING,
                        PLANTED + "blocking",
                        Set.of("Await", "Subscribe", "Sleep", "LockMethod", "LockBlock")),
                arguments(
                        HouseRule.FINAL_FIELDS,
                        PLANTED + "fields",
                        Set.of("Remember", "LotResource", "Global")),
                arguments(HouseRule.NO_JDBC, PLANTED + "jdbc", Set.of("Bids")),
                arguments(
                        HouseRule.OUTBOX_ONLY,
                        PLANTED + "publishing",
                        Set.of("BidConsumer", "PriceConsumer")),
                arguments(
                        HouseRule.CONTRACT_TYPES,
                        HouseRule.CONTRACTS,
                        Set.of("LooseEvent", "OpenEvent")));
    }

    @Test
    void name_rule_and_place_when_they_fail() {
        assertThatThrownBy(rules(PLANTED + "jdbc")::check)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("NO_JDBC in Bids: the JDBC driver")
                .hasMessageContaining("planted.jdbc.offering.Bids")
                .hasMessageContaining("java.sql.Connection");
    }

    @Test
    void let_a_named_exception_pass_and_only_that() {
        var rules =
                rules(PLANTED + "publishing")
                        .except(HouseRule.OUTBOX_ONLY, "BidConsumer", "planted for this test");

        assertThatThrownBy(rules::check)
                .hasMessageContaining("PriceConsumer")
                .hasMessageNotContaining("BidConsumer");
    }

    @Test
    void complain_of_an_exception_that_is_not_needed() {
        var rules =
                rules(PLANTED + "clean").except(HouseRule.NO_JDBC, "Bids", "it was needed once");

        assertThatThrownBy(rules::check).hasMessageContaining("no longer needed");
    }

    @Test
    void read_a_service_from_its_jars_and_skip_its_tests() {
        assertThatThrownBy(() -> HouseRules.check("ecomauction.planted"))
                .hasMessageContaining("NOT_EMPTY");
    }

    private static HouseRules rules(String root) {
        return new HouseRules(root, new ClassFileImporter().importPackages(root));
    }
}
