package ecomauction.kit.identity;

import static org.assertj.core.api.Assertions.assertThat;

import ecomauction.kit.app.Http;
import ecomauction.kit.app.KitTest;
import ecomauction.testkit.Tokens;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@KitTest
class IdentityIT {

    @Inject RememberedTokens remembered;

    @Test
    void is_who_the_token_says() {
        var me = Http.at("/kit/me").token(Tokens.of("bidder1")).get().json();

        assertThat(me.path("id").asText()).isEqualTo(Tokens.subject("bidder1"));
        assertThat(me.path("name").asText()).isEqualTo("bidder1");
        assertThat(me.path("roles").toString()).contains("\"buyer\"").doesNotContain("operator");
    }

    @Test
    void is_remembered_with_its_roles() {
        var token = Tokens.of("operator");
        Http.at("/kit/operators").token(token).get();
        assertThat(remembered.callerOf("Bearer " + token)).isPresent();

        var again = Http.at("/kit/operators").token(token).get();

        assertThat(again.status()).isEqualTo(200);
    }

    @Test
    void is_forgotten_when_the_token_expires() {
        try (var client = new ShortLivedTokens("ecomauction")) {
            var token = taken(client);

            client.awaitExpiry();

            assertThat(remembered.callerOf("Bearer " + token)).isEmpty();
            assertThat(Http.at("/kit/me").token(token).get().status()).isEqualTo(401);
        }
    }

    /// A token that was good when it was shown: on a busy machine two seconds may be over by then.
    private static String taken(ShortLivedTokens client) {
        String token;
        int status;
        do {
            token = client.token("bidder3");
            status = Http.at("/kit/me").token(token).get().status();
        } while (status == 401 && client.mayHaveExpired());
        assertThat(status).isEqualTo(200);
        return token;
    }

    @Test
    void is_refused_with_a_token_for_another_audience() {
        try (var client = new ShortLivedTokens("somebody-else")) {
            var reply = Http.at("/kit/me").token(client.token("bidder3")).get();

            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.code()).isEqualTo("UNAUTHORIZED");
        }
    }

    /// Also where nobody needs a token: a bad one is a mistake that its sender should know of.
    @ParameterizedTest
    @ValueSource(strings = {"/kit/me", "/kit/open"})
    void is_refused_with_garbage(String path) {
        for (var garbage : new String[] {"x", "a.b.c", forged()}) {
            var reply = Http.at(path).token(garbage).get();

            assertThat(reply.status()).as(garbage).isEqualTo(401);
            assertThat(reply.code()).isEqualTo("UNAUTHORIZED");
        }
    }

    @Test
    void is_nobody_without_a_token() {
        assertThat(Http.at("/kit/open").get().body()).isEqualTo("nobody");
        assertThat(Http.at("/kit/open").token(Tokens.of("bidder2")).get().body())
                .isEqualTo("bidder2");
    }

    /// Another's payload under a good signature.
    private static String forged() {
        var good = List.of(Tokens.of("bidder1").split("\\.", -1));
        var other = List.of(Tokens.of("operator").split("\\.", -1));
        return good.get(0) + "." + other.get(1) + "." + good.get(2);
    }
}
