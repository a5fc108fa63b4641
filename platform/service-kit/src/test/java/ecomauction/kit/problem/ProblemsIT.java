package ecomauction.kit.problem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ecomauction.kit.app.Http;
import ecomauction.kit.app.Http.Reply;
import ecomauction.kit.app.KitTest;
import ecomauction.testkit.Tokens;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@KitTest
class ProblemsIT {

    private static final String GOOD = "{\"name\":\"pot\",\"count\":1}";

    @Test
    void carry_what_the_service_said() {
        var reply = Http.at("/kit/refused").get();

        isProblem(reply, 409, "TOO_LOW");
        assertThat(reply.json().path("type").asText()).isEqualTo("urn:ecomauction:problem:too-low");
        assertThat(reply.json().path("title").asText()).isEqualTo("Conflict");
        assertThat(reply.json().path("detail").asText()).isEqualTo("Offer more.");
        assertThat(reply.json().path("minNext").asInt()).isEqualTo(12);
        assertThat(reply.json().at("/violations/0/field").asText()).isEqualTo("amount");
        assertThat(reply.json().path("traceId").asText()).matches("[0-9a-f]{32}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":        | MALFORMED_JSON",
                "nonsense          | MALFORMED_JSON",
                "{} {}             | INVALID_VALUE",
                "{\"name\":\"a\",\"name\":\"b\",\"count\":1} | MALFORMED_JSON",
                "{\"name\":\"a\",\"count\":1,\"sum\":2} | UNKNOWN_FIELD",
                "{\"name\":\"a\",\"count\":\"many\"} | INVALID_VALUE",
                "{\"name\":[],\"count\":1}  | INVALID_VALUE",
                "{\"name\":\"a\",\"count\":1.5} | INVALID_VALUE",
                "[]                | INVALID_VALUE",
                "7                 | INVALID_VALUE",
                "null              | VALIDATION_FAILED",
                "{}                | VALIDATION_FAILED",
                "{\"name\":\"\",\"count\":10} | VALIDATION_FAILED"
            })
    void name_what_is_wrong_with_a_body(String body, String code) {
        isProblem(Http.at("/kit/things").post(body), 400, code);
    }

    @Test
    void name_what_is_wrong_with_an_empty_body() {
        var reply = Http.at("/kit/things").post("");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isNotEmpty();
    }

    @Test
    void name_the_field_by_its_path() {
        var unknown =
                Http.at("/kit/things")
                        .post("{\"name\":\"a\",\"count\":1,\"part\":{\"label\":\"ab\",\"x\":1}}");
        var wrong = Http.at("/kit/things").post("{\"name\":\"a\",\"count\":{}}");

        assertThat(unknown.json().at("/violations/0/field").asText()).isEqualTo("part.x");
        assertThat(wrong.json().at("/violations/0/field").asText()).isEqualTo("count");
    }

    @Test
    void name_every_invalid_field_at_once() {
        var reply =
                Http.at("/kit/things")
                        .post(
                                "{\"name\":\"much too long\",\"count\":0,\"part\":{\"label\":\"a\"}}");

        isProblem(reply, 400, "VALIDATION_FAILED");
        assertThat(reply.json().findValuesAsText("field"))
                .containsExactlyInAnyOrder("name", "count", "part.label");
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=x", "limit=0", "limit=99999999999", "since=yesterday"})
    void name_a_bad_parameter(String query) {
        var reply = Http.at("/kit/things?" + query).get();

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
        assertThat(reply.json().at("/violations/0/field").asText())
                .isEqualTo(query.substring(0, query.indexOf('=')));
    }

    @Test
    void answer_without_a_token_401() {
        var reply = Http.at("/kit/me").get();

        isProblem(reply, 401, "UNAUTHORIZED");
        assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @Test
    void answer_the_wrong_role_403() {
        isProblem(Http.at("/kit/operators").token(Tokens.of("bidder1")).get(), 403, "FORBIDDEN");
    }

    @Test
    void answer_what_nobody_allowed_403() {
        isProblem(Http.at("/kit/forgotten").token(Tokens.of("operator")).get(), 403, "FORBIDDEN");
    }

    @Test
    void answer_what_is_not_there_404() {
        isProblem(Http.at("/kit/nothing").get(), 404, "NOT_FOUND");
        isProblem(Http.at("/nothing").get(), 404, "NOT_FOUND");
        isProblem(Http.at("/kit/things/no-uuid").get(), 404, "NOT_FOUND");
    }

    @Test
    void answer_another_method_405() {
        isProblem(Http.at("/kit/me").delete(), 405, "METHOD_NOT_ALLOWED");
    }

    @Test
    void answer_an_unknown_form_406() {
        isProblem(
                Http.at("/kit/things").header("Accept", "image/png").get(), 406, "NOT_ACCEPTABLE");
    }

    @Test
    void answer_another_content_type_415() {
        var reply = Http.at("/kit/things").post("text/plain", BodyPublishers.ofString(GOOD));

        isProblem(reply, 415, "UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void answer_a_large_body_413_whether_announced_or_not() {
        var large = ("{\"name\":\"" + "x".repeat(70_000) + "\",\"count\":1}").getBytes(UTF_8);

        var announced =
                Http.at("/kit/things").post("application/json", BodyPublishers.ofByteArray(large));
        var chunked =
                Http.at("/kit/things")
                        .post(
                                "application/json",
                                BodyPublishers.ofInputStream(
                                        () -> new ByteArrayInputStream(large)));

        isProblem(announced, 413, "BODY_TOO_LARGE");
        isProblem(chunked, 413, "BODY_TOO_LARGE");
    }

    @Test
    void keep_what_is_inside_to_themselves() {
        var reply = Http.at("/kit/bug").get();

        isProblem(reply, 500, "INTERNAL_ERROR");
        assertThat(reply.body()).doesNotContain("secret", "Exception", "ecomauction.kit");
    }

    @Test
    void tell_an_outage_from_a_bug() {
        var reply = Http.at("/kit/outage").get();

        isProblem(reply, 503, "UNAVAILABLE");
        assertThat(reply.header("Retry-After")).isEqualTo("1");
        assertThat(reply.body()).doesNotContain("terminating");
    }

    @Test
    void tell_a_stale_version_from_a_missing_one() {
        isProblem(Http.at("/kit/version").put(), 428, "IF_MATCH_REQUIRED");
        isProblem(Http.at("/kit/version").header("If-Match", "\"6\"").put(), 412, "STALE_VERSION");
        assertThat(Http.at("/kit/version").header("If-Match", "\"6\", \"7\"").put().status())
                .isEqualTo(204);
    }

    @Test
    void stay_away_when_all_is_well() {
        assertThat(Http.at("/kit/things").post(GOOD).status()).isEqualTo(204);
        assertThat(Http.at("/kit/open").get().body()).isEqualTo("nobody");
    }

    private static void isProblem(Reply reply, int status, String code) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
        assertThat(reply.json().path("status").asInt()).isEqualTo(status);
        assertThat(reply.code()).isEqualTo(code);
    }
}
