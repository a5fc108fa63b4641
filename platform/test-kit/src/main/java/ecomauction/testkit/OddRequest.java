package ecomauction.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ecomauction.testkit.OpenApi.Operation;
import ecomauction.testkit.Wire.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A request that fits its operation, except for one oddity.
final class OddRequest {

    enum Oddity {
        VALUE(Operation::hasBody, OddRequest::putOddValue),
        UNKNOWN_FIELD(Operation::hasBody, OddRequest::addField),
        MISSING_FIELD(Operation::hasBody, OddRequest::removeField),
        BODY(Operation::hasBody, OddRequest::replaceBody),
        CUT_BODY(Operation::hasBody, OddRequest::cutBody),
        INVALID_UTF8(Operation::hasBody, OddRequest::breakUtf8),
        NOISE(Operation::hasBody, OddRequest::makeNoise),
        TOO_LARGE(Operation::hasBody, OddRequest::inflate),
        TOO_LARGE_CHUNKED(Operation::hasBody, OddRequest::inflateInChunks),
        CONTENT_TYPE(Operation::hasBody, OddRequest::changeType),
        PATH(operation -> !operation.parameters("path").isEmpty(), OddRequest::changePath),
        QUERY(operation -> !operation.parameters("query").isEmpty(), OddRequest::changeQuery),
        HEADER(operation -> true, OddRequest::addHeader),
        CONTROL_CHARACTER(operation -> true, OddRequest::breakHeader);

        private final Predicate<Operation> fits;
        private final Consumer<OddRequest> change;

        Oddity(Predicate<Operation> fits, Consumer<OddRequest> change) {
            this.fits = fits;
            this.change = change;
        }

        static List<Oddity> of(Operation operation) {
            return Stream.of(values()).filter(oddity -> oddity.fits.test(operation)).toList();
        }
    }

    private static final String MARK = "@odd@";

    /// JSON as text, since some of it is none. Two spaces part the values.
    private static final List<String> VALUES =
            list(
                    """
                    null  true  0  -1  -0.0  0.1  1.5  NaN  -Infinity  1e400  1e-400  1e5  []  {}  [[]]
                    9223372036854775807  9223372036854775808  -9223372036854775808  1e999999999
                    123456789012345678901234567890  ""  " "  "1"  "NaN"  "USD"  "XXX"  [null]  {"":{}}
                    "\\u0000"  "a\\u0000b"  "\\ud800"  "\\u202e\\ufeff"  "🦊"  "\\n\\r\\t"  "%s%n${x}"
                    "2026-13-45T99:99:99Z"  "+999999999-12-31T23:59:59Z"  "-000001-01-01T00:00:00Z"
                    "0001-01-01T00:00:00Z"  "PT-1S"  "P9999999999D"  "PT0.000000001S"  "P1Y"
                    "../../etc/passwd"  "' OR 1=1 --"  "<script>"  "00000000-0000-0000-0000-000000000000"
                    """,
                    "\"" + "x".repeat(10_000) + "\"", "[".repeat(200) + "]".repeat(200));

    private static final List<String> BODIES =
            list(
                    """
                    null  true  1  "x"  []  [{}]  [null]  {}  {  }  {]  {"a"  {"a":}  {'a':1}  {a:1}
                    {"a":01}  {"a":1,}  /**/{}  {}{}  {} x  <a/>  a=b&c=d  {"a":1,"a":2}
                    """,
                    "",
                    " ",
                    "\0",
                    "\ufeff{}",
                    "[".repeat(5_000),
                    "{\"a\":".repeat(5_000),
                    "[".repeat(5_000) + "]".repeat(5_000));

    private static final List<String> SEGMENTS =
            list(
                    """
                    x  0  -1  1.5  99999999999999999999  null  %00  %zz  %  %2  %F0%28%8C%28  %F0%9F%A6%8A
                    ..%2f..%2fetc%2fpasswd  ..;  %20  %0d%0aX:1  ;a=b  *  '%20or%201=1--  {id}  1-1-1-1-1
                    00000000-0000-0000-0000-000000000000  FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF
                    """,
                    "x".repeat(3_000));

    private static final List<String> QUERIES =
            list(
                    """
                    0  -1  1.5  101  2147483648  99999999999999999999  NaN  null  %00  %zz  %  []  a,b
                    %F0%28%8C%28  %F0%9F%A6%8A  '%20or%201=1--  %25  %5C  _%25_  AAAA  eyJhIjoxfQ  W10  e30
                    2026-13-45T99:99:99Z  +999999999-12-31T23:59:59Z  AAAAAAAAAAAAAAAAAAAAAA==
                    """,
                    "", "x".repeat(3_000));

    private static final List<String> HEADERS =
            list(
                    """
                    Idempotency-Key:  Idempotency-Key: éÿ  Idempotency-Key: a\tb  If-Match: x  If-Match: *
                    If-Match: "99999999999999999999"  If-Match: W/"-1", ""  If-None-Match: "ÿ  Cookie: a="; b
                    Last-Event-ID: -1  Last-Event-ID: x  Last-Event-ID: 99999999999999999999
                    Accept: application/xml  Accept: */*;q=x, /  Accept-Language: ÿ, *;q=9  baggage: =,;
                    Authorization: Bearer  Authorization: Basic eDp4  traceparent: 00-0-0-0
                    X-Forwarded-For: x, ÿ
                    """,
                    "Authorization: Bearer " + "a.".repeat(2_000),
                    "Idempotency-Key: " + "k".repeat(300));

    private static final List<String> TYPES =
            list(
                    """
                    text/plain  application/xml  application/json; charset=utf-16  multipart/form-data
                    application/json; charset=no-such  application/x-www-form-urlencoded  ///  x
                    application/merge-patch+json  application/json, application/json  none
                    """);

    private final Operation operation;
    private final Oddity oddity;
    private final int turn;
    private final Random random;
    private final int bodyLimit;
    private final JsonNode json;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private String target;
    private byte[] body;
    private String odd = "";

    /// @param turn how often this operation met this oddity before: lists are gone through in order
    OddRequest(Samples samples, Operation operation, Oddity oddity, int turn, int bodyLimit) {
        this.operation = operation;
        this.oddity = oddity;
        this.turn = turn;
        this.random = samples.random();
        this.bodyLimit = bodyLimit;
        target = samples.path(operation);
        json = samples.of(operation.bodySchema());
        body = operation.hasBody() ? json.toString().getBytes(UTF_8) : new byte[0];
        if (operation.hasBody()) {
            headers.put("Content-Type", "application/json");
        }
        for (var parameter : operation.parameters("header")) {
            var value = samples.ids().get(parameter.name());
            if (value != null) {
                headers.put(parameter.name(), value);
            }
        }
        oddity.change.accept(this);
    }

    Reply send(URI service, Map<String, String> moreHeaders) throws IOException {
        Map<String, String> all = new LinkedHashMap<>(moreHeaders);
        all.putAll(headers);
        return Wire.send(service, operation.method(), target, all, body);
    }

    /// Whether the service's own code sees it: what is not HTTP, the server refuses before, with an
    /// empty answer.
    boolean isHttp() {
        return oddity != Oddity.CONTROL_CHARACTER && isUri(target);
    }

    private static boolean isUri(String target) {
        try {
            var _ = new URI(target);
            return true;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /// What is odd, short enough to be read.
    @Override
    public String toString() {
        return odd.length() < 200 ? odd : odd.substring(0, 200) + "… of " + odd.length();
    }

    private void putOddValue() {
        var slots = slots(json);
        var value = pick(VALUES);
        if (slots.isEmpty()) {
            body(value);
            return;
        }
        var slot = slots.get((turn % VALUES.size() + turn / VALUES.size()) % slots.size());
        slot.replaceWith(MARK);
        body(json.toString().replace("\"" + MARK + "\"", value));
        odd = slot.name + " = " + value;
    }

    private void addField() {
        if (json instanceof ObjectNode object) {
            object.put(pick(List.of("extra", "", "__proto__", "class", "id", "status")), "x");
        }
        body(json.toString());
    }

    private void removeField() {
        var fields = slots(json).stream().filter(slot -> slot.parent.isObject()).toList();
        if (!fields.isEmpty()) {
            var field = pick(fields);
            ((ObjectNode) field.parent).remove(field.name);
        }
        body(json.toString());
    }

    private void replaceBody() {
        body(pick(BODIES));
    }

    private void cutBody() {
        var whole = json.toString();
        body(whole.substring(0, random.nextInt(Math.max(1, whole.length()))));
    }

    private void breakUtf8() {
        body = ("{\"a\":\"" + json + "\"}").getBytes(UTF_8);
        body[random.nextInt(body.length)] = (byte) 0xC3;
        odd = "byte C3 inside";
    }

    private void makeNoise() {
        body = new byte[random.nextInt(300)];
        random.nextBytes(body);
        odd = "noise";
    }

    private void inflate() {
        var text = json.toString();
        body = (text + " ".repeat(Math.max(1, bodyLimit + 1 - text.length()))).getBytes(UTF_8);
        odd = body.length + " bytes";
    }

    private void inflateInChunks() {
        inflate();
        headers.put("Transfer-Encoding", "chunked");
        var whole = new String(body, UTF_8);
        body =
                (Integer.toHexString(body.length) + "\r\n" + whole + "\r\n0\r\n\r\n")
                        .getBytes(UTF_8);
    }

    private void changeType() {
        odd = pick(TYPES);
        headers.put("Content-Type", odd.equals("none") ? "" : odd);
    }

    private void changePath() {
        var parameter = pick(operation.parameters("path"));
        var parts = operation.path().split("/");
        var own = target.split("/");
        odd = pick(SEGMENTS);
        own[Arrays.asList(parts).indexOf("{" + parameter.name() + "}")] = odd;
        target = String.join("/", own);
    }

    private void changeQuery() {
        var names = operation.parameters("query");
        var name = names.get((turn % QUERIES.size() + turn / QUERIES.size()) % names.size()).name();
        odd = name + "=" + pick(QUERIES);
        target += "?" + odd;
    }

    private void addHeader() {
        odd = pick(HEADERS);
        var colon = odd.indexOf(':');
        headers.put(odd.substring(0, colon), odd.substring(colon + 1).strip());
    }

    private void breakHeader() {
        odd = "Idempotency-Key: a" + (char) (1 + random.nextInt(8)) + "b";
        headers.put("Idempotency-Key", odd.substring(odd.indexOf('a')));
    }

    private void body(String text) {
        body = text.getBytes(UTF_8);
        odd = text;
    }

    private <T> T pick(List<T> from) {
        return from.get(turn % from.size());
    }

    private static List<Slot> slots(JsonNode node) {
        List<Slot> slots = new ArrayList<>();
        node.properties()
                .forEach(field -> {
                    slots.add(new Slot(node, field.getKey(), -1));
                    slots.addAll(slots(field.getValue()));
                });
        for (int i = 0; i < node.size() && node.isArray(); i++) {
            slots.add(new Slot(node, "[" + i + "]", i));
            slots.addAll(slots(node.get(i)));
        }
        return slots;
    }

    private static List<String> list(String table, String... more) {
        return Stream.concat(Stream.of(table.strip().split("\n| {2}")), Stream.of(more)).toList();
    }

    /// A place in a body where another value can stand.
    private record Slot(JsonNode parent, String name, int index) {

        void replaceWith(String text) {
            switch (parent) {
                case ObjectNode object -> object.put(name, text);
                case ArrayNode array -> array.set(index, text);
                default -> throw new IllegalStateException("no place in " + parent);
            }
        }
    }
}
