package ecomauction.contracts;

import java.util.Currency;

/// An amount in minor units of an ISO 4217 currency: 1234 USD is 12.34 dollars, 1234 JPY is 1234
/// yen.
public record Money(long amount, String currency) {

    public Money {
        if (currency.length() != 3) {
            throw new IllegalArgumentException("Not an ISO 4217 code: " + currency);
        }
    }

    /// For people: `12.34 USD`, with the digits that the currency has.
    public String toText() {
        var digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        return java.math.BigDecimal.valueOf(amount, digits).toPlainString() + " " + currency;
    }
}
