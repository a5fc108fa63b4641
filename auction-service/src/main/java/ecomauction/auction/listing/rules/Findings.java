package ecomauction.auction.listing.rules;

import java.util.ArrayList;
import java.util.List;

/// Notes all that is wrong with a listing.
public final class Findings {

    public static final String INVALID = "INVALID";
    public static final String AMOUNT_INVALID = "AMOUNT_INVALID";
    public static final String CURRENCY_MISMATCH = "CURRENCY_MISMATCH";

    private final List<Violation> violations = new ArrayList<>();

    public List<Violation> violations() {
        return List.copyOf(violations);
    }

    public void add(String field, String message) {
        add(field, INVALID, message);
    }

    public void add(String field, String code, String message) {
        violations.add(new Violation(field, code, message));
    }
}
