package ecomauction.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import ecomauction.kit.app.Http;
import ecomauction.kit.app.KitTest;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@KitTest
class PagesIT {

    @Test
    void lead_through_a_list_to_its_end() {
        var seen = new ArrayList<Integer>();
        var page = Http.at("/kit/things?limit=2").get().json();
        page.get("items").forEach(item -> seen.add(item.asInt()));
        while (page.hasNonNull("next")) {
            page = Http.at("/kit/things?limit=2&cursor=" + page.get("next").asText()).get().json();
            page.get("items").forEach(item -> seen.add(item.asInt()));
        }

        assertThat(seen).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void end_where_the_list_ends_exactly() {
        assertThat(Http.at("/kit/things?limit=5").get().json().path("next").isNull()).isTrue();
    }

    /// The last one is a cursor of ours, of another list.
    @ParameterizedTest
    @ValueSource(strings = {"garbage!", "AAAA====", "YR9i", "YQ"})
    void refuse_a_cursor_that_is_not_theirs(String cursor) {
        var reply = Http.at("/kit/things?cursor=" + cursor).get();

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("INVALID_CURSOR");
    }
}
