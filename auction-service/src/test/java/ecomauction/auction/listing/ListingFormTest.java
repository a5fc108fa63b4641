package ecomauction.auction.listing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import ecomauction.auction.Bidding;
import ecomauction.auction.Listings;
import ecomauction.auction.listing.ListingForm.Invalid;
import ecomauction.auction.listing.ListingForm.Valid;
import ecomauction.auction.listing.rules.Listing;
import ecomauction.auction.listing.rules.Violation;
import ecomauction.contracts.auction.AuctionTerms.SoftClose.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListingFormTest {

    @Test
    void tells_all_that_is_wrong_at_once() {
        var violations =
                invalid(
                        """
                        {"title": "ab", "category": "Not A Slug", "format": "SWISS",
                         "startPrice": {"amount": 0, "currency": "XXQ"},
                         "reservePrice": null, "endsAt": "tomorrow",
                         "softClose": {"window": "P2D", "extension": "2 minutes",
                                       "maxExtensions": 0}}
                        """);

        assertThat(violations)
                .extracting(Violation::field)
                .containsExactlyInAnyOrder(
                        "title",
                        "category",
                        "format",
                        "startPrice.currency",
                        "startPrice.amount",
                        "endsAt",
                        "softClose.window",
                        "softClose.extension",
                        "softClose.maxExtensions");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "0",
                "100000000",
                "12.5",
                "1e3",
                "\"NaN\"",
                "\"100\"",
                "null",
                "true",
                "{}",
                "99999999999999999999"
            })
    void refuses_odd_amounts(String amount) {
        var violations =
                invalid(
                        Listings.with(
                                "{\"startPrice\": {\"amount\": %s, \"currency\": \"USD\"}}"
                                        .formatted(amount)));

        assertThat(violations).extracting(Violation::code).containsExactly("AMOUNT_INVALID");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 99_999_999})
    void takes_amounts_up_to_the_limit(long amount) {
        var listing =
                valid(
                        Listings.with(
                                "{\"startPrice\": {\"amount\": %d, \"currency\": \"JPY\"}}"
                                        .formatted(amount)));

        assertThat(listing.startPrice().amount()).isEqualTo(amount);
    }

    @Test
    void asks_for_one_currency() {
        var violations =
                invalid(
                        Listings.with(
                                "{\"reservePrice\": {\"amount\": 20000, \"currency\": \"EUR\"}}"));

        assertThat(violations).extracting(Violation::code).containsExactly("CURRENCY_MISMATCH");
    }

    @ParameterizedTest
    @CsvSource({"2, false", "3, true", "120, true", "121, false"})
    void limits_the_title(int length, boolean good) {
        var json = Listings.with("{\"title\": \"%s\"}".formatted("x".repeat(length)));

        assertThat(read(json) instanceof Valid).isEqualTo(good);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-02",
                "+999999999-01-01T00:00:00Z",
                "2026-02-30T00:00:00Z",
                "1767323045",
                ""
            })
    void refuses_odd_times(String time) {
        var violations = invalid(Listings.with("{\"endsAt\": \"%s\"}".formatted(time)));

        assertThat(violations).extracting(Violation::field).containsExactly("endsAt");
    }

    @Test
    void refuses_characters_that_cannot_be_stored() {
        assertThat(invalid(Listings.with("{\"title\": \"Xbox\\u0000!\"}")))
                .extracting(Violation::field)
                .containsExactly("title");
    }

    @Test
    void takes_times_of_any_offset() {
        var listing = valid(Listings.with("{\"endsAt\": \"2030-01-02T03:04:05.123456789+01:00\"}"));

        assertThat(listing.endsAt()).isEqualTo(Instant.parse("2030-01-02T02:04:05.123456Z"));
    }

    @Test
    void completes_a_soft_close() {
        var listing =
                valid(
                        Listings.with(
                                """
                                {"softClose": {"window": "PT2M", "extension": "PT3M"}}
                                """));

        var soft = Objects.requireNonNull(listing.softClose());
        assertThat(soft.mode()).isEqualTo(Mode.FROM_BID);
        assertThat(soft.maxExtensions()).isEqualTo(1000);
        assertThat(soft.hardEnd()).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void asks_for_a_hard_end_after_one_extension() {
        assertThat(
                        invalid(
                                Listings.with(
                                        """
                                        {"softClose": {"window": "PT2M", "extension": "PT3M",
                                                       "hardEnd": "PT2M"}}
                                        """)))
                .extracting(Violation::field)
                .containsExactly("softClose.hardEnd");
    }

    @ParameterizedTest
    @CsvSource({
        "UNTIL_PRICE_PCT, 75, true",
        "UNTIL_PRICE_PCT, 0, false",
        "UNTIL_PRICE_PCT, 101, false",
        "UNTIL_PRICE_PCT, null, false",
        "UNTIL_FIRST_BID, 75, false",
        "UNTIL_FIRST_BID, null, true"
    })
    void joins_policy_and_percentage(String policy, String percent, boolean good) {
        var json =
                Listings.with(
                        """
                        {"buyNowPrice": {"amount": 20000, "currency": "USD"},
                         "buyNowPolicy": "%s", "buyNowPercent": %s}
                        """
                                .formatted(policy, percent));

        assertThat(read(json) instanceof Valid).isEqualTo(good);
    }

    private static Listing valid(String json) {
        var result = read(json);
        assertThat(result).isInstanceOf(Valid.class);
        return ((Valid) result).listing();
    }

    private static List<Violation> invalid(String json) {
        var result = read(json);
        assertThat(result).isInstanceOf(Invalid.class);
        return ((Invalid) result).violations();
    }

    private static ListingForm.Result read(String json) {
        try {
            return ListingForm.read(Bidding.JSON.readValue(json, Draft.class));
        } catch (JsonProcessingException bug) {
            throw new IllegalArgumentException(json, bug);
        }
    }
}
