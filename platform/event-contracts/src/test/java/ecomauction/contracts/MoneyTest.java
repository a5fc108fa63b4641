package ecomauction.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {

    @ParameterizedTest
    @CsvSource({
        "1234, USD, 12.34 USD",
        "5, USD, 0.05 USD",
        "1234, JPY, 1234 JPY",
        "1234, BHD, 1.234 BHD",
        "99999999, EUR, 999999.99 EUR"
    })
    void reads_with_the_digits_that_its_currency_has(long amount, String currency, String text) {
        assertThat(new Money(amount, currency).toText()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"US", "DOLLAR", "''"})
    void refuses_what_is_no_currency_code(String currency) {
        assertThatThrownBy(() -> new Money(1, currency))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(currency);
    }

    @Test
    void is_written_as_an_integer_and_a_code() throws Exception {
        assertThat(Samples.JSON.writeValueAsString(new Money(1234, "USD")))
                .isEqualTo("{\"amount\":1234,\"currency\":\"USD\"}");
    }
}
