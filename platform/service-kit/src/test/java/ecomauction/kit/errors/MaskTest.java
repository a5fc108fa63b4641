package ecomauction.kit.errors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mail to anna.b+x@example.co.uk failed | mail to *** failed",
                "Authorization: Bearer abc.def-1 | Authorization: *** ***",
                "Bearer eyJhbGciOi | Bearer ***",
                "token eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln is old | token *** is old",
                "password=hunter2 user=anna | password=*** user=anna",
                "{\"client_secret\": \"x\\\"y\", \"id\": 1} | {\"client_secret\": ***, \"id\": 1}",
                "{\"maxAmount\":{\"amount\":123457,\"currency\":\"USD\"},\"seq\":2}"
                        + " | {\"maxAmount\":***,\"seq\":2}",
                "{\"reservePrice\":{\"amount\":98 | {\"reservePrice\":***",
                "{\"email\":\"a b | {\"email\":***",
                "paid with 4111 1111 1111 1111 today | paid with *** today",
                "paid with 5500-0000-0000-0004 | paid with ***",
                "https://x/?access_token=abc&page=2 | https://x/?access_token=***&page=2",
            })
    void takes_out_secrets(String text, String masked) {
        assertThat(Mask.text(text)).isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Event is buried topic=bid.events partition=0 offset=4711",
                "auctionId=019a3f0e-5c00-7a11-8d2e-3b6f0c9a7e01 seq=12",
                "at ecomauction.kit.inbox.EventReader.body(EventReader.java:43)",
                "1764000000001 4bf92f3577b34da6a3ce929d0e0e4736",
                "price={\"amount\":1234,\"currency\":\"USD\"}",
            })
    void leaves_what_helps(String text) {
        assertThat(Mask.text(text)).isEqualTo(text);
    }
}
