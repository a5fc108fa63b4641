package ecomauction.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ecomauction.kit.problem.Problem;
import org.junit.jupiter.api.Test;

class CursorTest {

    @Test
    void comes_back_as_it_was_made() {
        var cursor = Cursor.at("2026-01-02T09:00:00Z", 17, "Töpfe & Pfannen");

        assertThat(Cursor.decode(cursor.encode(), 3)).hasValue(cursor);
        assertThat(cursor.encode()).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void is_absent_on_the_first_page() {
        assertThat(Cursor.decode(null, 1)).isEmpty();
        assertThat(Cursor.decode("", 1)).isEmpty();
    }

    @Test
    void of_another_list_is_refused() {
        var other = Cursor.at("a", "b").encode();

        assertThatThrownBy(() -> Cursor.decode(other, 1)).isInstanceOf(Problem.class);
    }
}
