package ecomauction.kit.errors;

import java.util.regex.Pattern;

/// Takes out of a text what must not leave the service: secrets, addresses, card numbers.
final class Mask {

    static final String MASKED = "***";

    private static final Pattern ADDRESS = Pattern.compile("[\\w.+-]+@[\\w-]+(\\.[\\w-]+)+");

    /// Three parts of base64, the first of which begins a JSON object.
    private static final Pattern TOKEN = Pattern.compile("eyJ[\\w-]+\\.[\\w-]+(\\.[\\w-]*)?");

    private static final Pattern CREDENTIALS =
            Pattern.compile("(?i)\\b(Bearer|Basic)\\s+[\\w.~+/=-]+");

    /// `password=…`, `"maxAmount": …`, `token: …`; of an object all of it.
    private static final Pattern SECRET =
            Pattern.compile(
                    "(?i)([\\w-]*(?:password|passwd|secret|token|api-?key|authorization|e-?mail"
                            + "|phone|address|maxamount|reserve(?:price)?|card|cvc|iban)[\\w-]*"
                            + "[\"']?\\s*[=:]\\s*)(\\{[^}]*}?|\"(?:[^\"\\\\]|\\\\.)*\"?|[^\\s,;}&]+)");

    private static final Pattern CARD =
            Pattern.compile("(?<![\\w.-])(?:\\d[ -]?){12,18}\\d(?![\\w-])");

    private Mask() {}

    static String text(String any) {
        var masked = CREDENTIALS.matcher(any).replaceAll("$1 " + MASKED);
        masked = TOKEN.matcher(masked).replaceAll(MASKED);
        masked = SECRET.matcher(masked).replaceAll("$1" + MASKED);
        masked = ADDRESS.matcher(masked).replaceAll(MASKED);
        return CARD.matcher(masked)
                .replaceAll(found -> isCard(found.group()) ? MASKED : found.group());
    }

    /// Luhn's check: a time in milliseconds or an amount rarely passes it.
    private static boolean isCard(String digits) {
        var sum = 0;
        var twice = false;
        for (int i = digits.length() - 1; i >= 0; i--) {
            var digit = Character.digit(digits.charAt(i), 10);
            if (digit < 0) {
                continue;
            }
            var value = twice ? 2 * digit : digit;
            sum += value > 9 ? value - 9 : value;
            twice = !twice;
        }
        return sum % 10 == 0;
    }
}
